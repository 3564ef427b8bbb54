package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a process finds the one before it and the one after it. */
final class Meeting {
  private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);
  private static final int PAUSE_MILLIS = 50;

  private final Handshake handshake;
  private final ServerSocket door;
  private final InetSocketAddress next;
  private final String nextName;
  private final long end;
  private final CompletableFuture<Handshake.Neighbour> before = new CompletableFuture<>();
  private final Set<String> told = new HashSet<>();

  Meeting(Handshake handshake, ServerSocket door, InetSocketAddress next, int nextRank, long end) {
    this.handshake = handshake;
    this.door = door;
    this.next = next;
    this.end = end;
    nextName =
        String.format(
            Locale.ROOT, "rank %d at %s:%d", nextRank, next.getHostString(), next.getPort());
  }

  /** Starts to answer at the door, which is closed when the right one came. */
  void open() {
    daemon("hornbill-ring-door", this::answer);
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void answer() {
    while (!before.isDone()) {
      try {
        Socket socket = door.accept();
        daemon("hornbill-ring-guest", () -> answer(socket));
      } catch (IOException e) {
        before.completeExceptionally(e);
      }
    }
  }

  private void answer(Socket socket) {
    boolean taken = false;
    try {
      taken = before.complete(handshake.answer(socket));
    } catch (IOException e) {
      refuse(socket, e);
    } finally {
      if (!taken) {
        close(socket);
      }
    }
  }

  /** Each reason is told once, however often somebody knocks. */
  private void refuse(Socket socket, IOException why) {
    boolean isNew;
    synchronized (told) {
      isNew = told.add(String.valueOf(why.getMessage()));
    }
    if (isNew) {
      LOG.warn(
          Fault.of("SocketRing")
              .expected("connections must come from the processes of this training")
              .received(
                  "one from %s, which %s",
                  socket.getRemoteSocketAddress(),
                  why instanceof Handshake.Refused ? why.getMessage() : "broke off (" + why + ")")
              .remedy("It was refused; further ones like it are refused without a word.")
              .message());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A refused connection was closed already", e);
    }
  }

  /** Calls the next process until it answers. */
  Handshake.Neighbour call() {
    IOException last = new IOException("no time was left");
    while (System.nanoTime() < end) {
      Socket socket = new Socket();
      try {
        int millis = (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
        socket.connect(next, millis);
        return handshake.call(socket);
      } catch (IOException e) {
        last = e;
        close(socket);
        pause();
      }
    }
    throw Fault.of("SocketRing")
        .expected("%s must answer before the deadline", nextName)
        .received(last)
        .remedy(
            "See that it was started, and that nothing between the machines keeps this port"
                + " closed.")
        .as(CollectiveException::new);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectiveException("SocketRing: this process was interrupted while it waited");
    }
  }

  /** Waits for the process before this one. */
  Handshake.Neighbour awaitBefore(int rank) {
    try {
      return before.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectiveException("SocketRing: this process was interrupted while it waited");
    } catch (ExecutionException | TimeoutException e) {
      throw Fault.of("SocketRing")
          .expected("rank %d must connect before the deadline", rank)
          .received("no valid connection (%s)", e)
          .remedy("See that it was started with the same addresses, secret and attempt.")
          .as(CollectiveException::new);
    } finally {
      before.cancel(false);
      closeDoor();
    }
  }

  void closeDoor() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.debug("The door was closed already", e);
    }
  }
}
