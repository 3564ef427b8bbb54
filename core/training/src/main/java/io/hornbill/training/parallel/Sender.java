package io.hornbill.training.parallel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that sends to the next process, while the ring's user receives from the one before.
 */
final class Sender {
  /** A part of what is sent. */
  record Piece(byte type, int tag, Numbers numbers, int from, int count) {}

  private final Link link;
  private final long aliveMillis;
  private final Consumer<IOException> failed;
  private final LinkedBlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
  private final AtomicLong open = new AtomicLong();
  private final byte[] buffer = new byte[Link.LARGEST];
  private volatile boolean ended;

  /**
   * Makes a sender.
   *
   * @param link where to
   * @param aliveMillis after how much silence it says that this process is there
   * @param failed told if sending fails
   */
  Sender(Link link, long aliveMillis, Consumer<IOException> failed) {
    this.link = link;
    this.aliveMillis = aliveMillis;
    this.failed = failed;
  }

  void start(String name) {
    Meeting.daemon(name, this::run);
  }

  void send(Numbers numbers, int tag, int from, int count) {
    add(new Piece(Link.DATA, tag, numbers, from, count));
  }

  private void add(Piece piece) {
    open.incrementAndGet();
    queue.add(piece);
  }

  /** Says nothing more but what went wrong. */
  void poison(String cause) {
    queue.clear();
    byte[] text = cause.getBytes(StandardCharsets.UTF_8);
    int count = Math.min(text.length, Link.LARGEST);
    add(new Piece(Link.POISON, 0, Numbers.of(text), 0, count));
    bye();
  }

  void bye() {
    add(new Piece(Link.BYE, 0, Numbers.of(new byte[0]), 0, 0));
  }

  /** Whether everything was sent. */
  boolean isIdle() {
    return open.get() <= 0;
  }

  boolean isEnded() {
    return ended;
  }

  private void run() {
    try {
      boolean more = true;
      while (more) {
        Piece piece = queue.poll();
        if (piece == null) {
          link.flush();
          piece = queue.poll(aliveMillis, TimeUnit.MILLISECONDS);
        }
        more = write(piece);
      }
      link.flush();
      link.finish();
    } catch (IOException e) {
      failed.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
    }
  }

  private boolean write(@Nullable Piece piece) throws IOException {
    if (piece == null) {
      link.write(Link.ALIVE, 0, buffer, 0);
      return true;
    }
    Numbers numbers = piece.numbers();
    numbers.write(piece.from(), piece.count(), buffer);
    link.write(piece.type(), piece.tag(), buffer, piece.count() * numbers.width());
    if (queue.isEmpty()) {
      link.flush();
    }
    open.decrementAndGet();
    return piece.type() != Link.BYE;
  }
}
