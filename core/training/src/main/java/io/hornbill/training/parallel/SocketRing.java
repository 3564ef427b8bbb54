package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Processes in a ring, each connected to the next one by a socket. Numbers are summed up part by
 * part as they go round once, and given to all as they go round a second time (reduce-scatter,
 * all-gather), so that a process sends {@code 2 (size - 1) / size} times what is summed up, however
 * many there are. Part {@code p} is summed up in the order of the ranks from {@code p} on.
 *
 * <pre>{@code
 * List<String> addresses = List.of("host1:7001", "host2:7001");
 * try (Collective ring = SocketRing.join(addresses, rank, o -> o.secret(secret))) {
 *   ring.allReduce("gradients", values);
 * }
 * }</pre>
 *
 * <p>The first error in any process goes round both ways, and each process reports it.
 *
 * @see <a href="https://doi.org/10.1016/j.jpdc.2008.09.002">Patarasuk, Yuan: Bandwidth optimal
 *     all-reduce algorithms for clusters of workstations (2009)</a>
 */
public final class SocketRing implements Collective {
  private final int rank;
  private final int size;
  private final RingOptions options;
  private final String nextName;
  private final String beforeName;
  private final Link next;
  private final Link before;
  private final Sender sender;
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
  private final byte[] received = new byte[Link.LARGEST + Seal.TAG_BYTES];
  private volatile boolean closed;
  private volatile boolean watched = true;
  private int calls;

  private SocketRing(
      int rank,
      int size,
      RingOptions options,
      Handshake.Neighbour after,
      Handshake.Neighbour ahead) {
    this.rank = rank;
    this.size = size;
    this.options = options;
    next = after.link();
    before = ahead.link();
    nextName = name((rank + 1) % size, after.label());
    beforeName = name(Math.floorMod(rank - 1, size), ahead.label());
    long alive = Math.max(20, options.deadline().toMillis() / 4);
    sender = new Sender(next, alive, e -> lost(nextName, e));
    sender.start("hornbill-ring-sender-" + rank);
    Meeting.daemon("hornbill-ring-watcher-" + rank, this::watch);
  }

  private static String name(int rank, String label) {
    return label.isEmpty()
        ? "rank " + rank
        : String.format(Locale.ROOT, "rank %d (%s)", rank, label);
  }

  /**
   * Joins a ring whose addresses are known beforehand; waits until the neighbours are there.
   *
   * @param addresses {@code host:port} of each process, in the order of the ranks
   * @param rank which of them this process is; it listens at that port
   * @param options sets secret, deadline and more
   * @return the ring
   * @throws CollectiveException if a neighbour is not there in time
   */
  public static Collective join(List<String> addresses, int rank, Consumer<RingOptions> options) {
    if (rank < 0 || rank >= addresses.size()) {
      throw Fault.of("SocketRing")
          .expected("rank must be in [0, %s), as there are so many addresses", addresses.size())
          .received(rank)
          .remedy("Count from 0.")
          .argument();
    }
    int port = address(addresses.get(rank)).getPort();
    try {
      ServerSocket door = new ServerSocket();
      door.setReuseAddress(true);
      door.bind(new InetSocketAddress(port));
      return join(door, addresses, rank, options);
    } catch (IOException e) {
      throw Fault.of("SocketRing")
          .expected("rank %d must be able to listen at its port", rank)
          .received("%s for port %d", e, port)
          .remedy("Choose another port.")
          .as(CollectiveException::new);
    }
  }

  /**
   * Joins a ring by a socket that listens already.
   *
   * @param door where the process before this one connects to; it is closed when that one came
   * @param addresses {@code host:port} of each process, in the order of the ranks
   * @param rank which of them this process is
   * @param options sets secret, deadline and more
   * @return the ring
   * @throws CollectiveException if a neighbour is not there in time
   */
  public static Collective join(
      ServerSocket door, List<String> addresses, int rank, Consumer<RingOptions> options) {
    RingOptions chosen = new RingOptions();
    options.accept(chosen);
    int size = addresses.size();
    InetSocketAddress next = address(addresses.get((rank + 1) % size));
    long end = System.nanoTime() + chosen.deadline().toNanos();
    Handshake handshake = new Handshake(chosen, rank, size);
    Meeting meeting = new Meeting(handshake, door, next, (rank + 1) % size, end);
    if (size == 1) {
      meeting.closeDoor();
      return Collective.alone();
    }
    meeting.open();
    if (chosen.encrypts()) {
      Seal.warmUp();
    }
    try {
      Handshake.Neighbour after = meeting.call();
      return new SocketRing(
          rank, size, chosen, after, meeting.awaitBefore(Math.floorMod(rank - 1, size)));
    } finally {
      meeting.closeDoor();
    }
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) >= 65536) {
      throw Fault.of("SocketRing")
          .expected("an address must be host:port")
          .received("\"%s\"", text)
          .remedy("Write it as host1:7001.")
          .argument();
    }
    return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void allReduce(String label, float[] values) {
    allReduce(label, Numbers.of(values, options.compression()));
  }

  @Override
  public void allReduce(String label, double[] values) {
    allReduce(label, Numbers.of(values));
  }

  private synchronized void allReduce(String label, Numbers numbers) {
    int tag = tag(label, numbers.length());
    for (int step = 0; step < size - 1; step++) {
      send(numbers, tag, rank - step);
      receive(label, numbers, tag, rank - step - 1, true);
    }
    int own = Math.floorMod(rank + 1, size);
    numbers.round(start(numbers, own), start(numbers, own + 1) - start(numbers, own));
    for (int step = 0; step < size - 1; step++) {
      send(numbers, tag, rank + 1 - step);
      receive(label, numbers, tag, rank - step, false);
    }
    awaitSent(label);
  }

  /** The same in all processes as long as they are in step. */
  private int tag(String label, int length) {
    return 31 * (31 * calls++ + label.hashCode()) + length;
  }

  private int start(Numbers numbers, int part) {
    return (int) ((long) numbers.length() * part / size);
  }

  private void send(Numbers numbers, int tag, int ring) {
    int part = Math.floorMod(ring, size);
    int end = start(numbers, part + 1);
    int most = Link.LARGEST / numbers.width();
    for (int from = start(numbers, part); from < end; from += most) {
      sender.send(numbers, tag, from, Math.min(most, end - from));
    }
  }

  private void receive(String label, Numbers numbers, int tag, int ring, boolean add) {
    int part = Math.floorMod(ring, size);
    int end = start(numbers, part + 1);
    int most = Link.LARGEST / numbers.width();
    for (int from = start(numbers, part); from < end; from += most) {
      int count = Math.min(most, end - from);
      data(label, tag, count * numbers.width());
      numbers.read(received, from, count, add);
    }
  }

  @Override
  public synchronized byte[] broadcast(String label, byte[] bytes) {
    int tag = tag(label, 0);
    byte[] length = new byte[Integer.BYTES];
    if (rank == 0) {
      ByteBuffer.wrap(length).putInt(bytes.length);
    } else {
      data(label, tag, length.length);
      System.arraycopy(received, 0, length, 0, length.length);
    }
    byte[] all = rank == 0 ? bytes.clone() : new byte[ByteBuffer.wrap(length).getInt()];
    pass(tag, length, 0, length.length);
    for (int from = 0; from < all.length; from += Link.LARGEST) {
      int count = Math.min(Link.LARGEST, all.length - from);
      if (rank > 0) {
        data(label, tag, count);
        System.arraycopy(received, 0, all, from, count);
      }
      pass(tag, all, from, count);
    }
    awaitSent(label);
    return all;
  }

  private void pass(int tag, byte[] bytes, int from, int count) {
    if (rank < size - 1) {
      sender.send(Numbers.of(bytes), tag, from, count);
    }
  }

  /** Reads the next data of the process before this one. */
  private void data(String label, int tag, int count) {
    Link.Frame frame = next(before, options.deadline().toMillis(), beforeName);
    if (frame.type() == Link.BYE) {
      throw failed(beforeName + " ended before the others");
    }
    if (frame.tag() != tag || frame.count() != count) {
      throw failed(
          String.format(
              Locale.ROOT,
              "%s is out of step with rank %d at \"%s\": all processes must run the same program on models of the same shapes",
              beforeName,
              rank,
              label));
    }
  }

  private Link.Frame next(Link link, long millis, String from) {
    while (true) {
      Link.Frame frame;
      try {
        frame = link.read(received, millis, this::isGivenUp);
      } catch (IOException e) {
        throw lost(from, e);
      }
      if (frame.type() == Link.POISON) {
        throw failed(new String(received, 0, frame.count(), StandardCharsets.UTF_8));
      }
      if (frame.type() != Link.ALIVE) {
        return frame;
      }
    }
  }

  private boolean isGivenUp() {
    return failure.get() != null || closed || Thread.currentThread().isInterrupted();
  }

  /** Hears from the next process if it fails. */
  private void watch() {
    byte[] content = new byte[Link.LARGEST + Seal.TAG_BYTES];
    try {
      Link.Frame frame = next.read(content, 0, () -> closed);
      if (frame.type() == Link.POISON) {
        fail(new String(Arrays.copyOf(content, frame.count()), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      if (!closed) {
        lost(nextName, e);
      }
    } finally {
      watched = false;
    }
  }

  private void awaitSent(String label) {
    long end = System.nanoTime() + options.deadline().toNanos();
    while (!sender.isIdle()) {
      if (failure.get() != null) {
        throw failed("");
      }
      if (System.nanoTime() > end) {
        throw failed("%s took nothing at \"%s\" before the deadline".formatted(nextName, label));
      }
      LockSupport.parkNanos(20_000);
    }
  }

  private CollectiveException lost(String who, IOException why) {
    String how = Thread.currentThread().isInterrupted() ? "was given up by an interrupt" : null;
    return failed("%s %s".formatted(who, how != null ? how : reason(why)));
  }

  private static String reason(IOException why) {
    String text = String.valueOf(why.getMessage());
    boolean own = text.startsWith("was ") || text.startsWith("sent ") || text.startsWith("closed ");
    return own ? text : "was lost (" + text + ")";
  }

  private CollectiveException failed(String cause) {
    fail(cause);
    return Fault.of("SocketRing")
        .expected("all processes must go on to the end")
        .received(failure.get())
        .remedy("Rank %d stops with all others.", rank)
        .as(CollectiveException::new);
  }

  @Override
  public void fail(String cause) {
    if (!closed && failure.compareAndSet(null, cause)) {
      sender.poison(cause);
      byte[] text = cause.getBytes(StandardCharsets.UTF_8);
      farewell(Link.POISON, text, Math.min(text.length, Link.LARGEST));
    }
  }

  private void farewell(byte type, byte[] text, int count) {
    try {
      before.write(type, 0, text, count);
      before.flush();
    } catch (IOException e) {
      // The process before this one is away, and so knows already.
    }
    before.finish();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (failure.get() == null) {
      sender.bye();
      farewell(Link.BYE, new byte[0], 0);
    }
    // What was said last must not be lost with the sockets.
    long end = System.nanoTime() + 1_000_000_000L;
    while (!(sender.isEnded() && !watched) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    closed = true;
    next.close();
    before.close();
  }
}
