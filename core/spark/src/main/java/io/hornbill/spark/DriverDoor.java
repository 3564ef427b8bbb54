package io.hornbill.spark;

import io.hornbill.base.Fault;
import io.hornbill.training.DirectorServer;
import io.hornbill.training.parallel.Channel;
import io.hornbill.training.parallel.CollectiveException;
import io.hornbill.training.parallel.RingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the worker of rank 0 finds the driver, in each attempt of the training. */
final class DriverDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverDoor.class);

  private final ServerSocket door;
  private final String host;
  private final DirectorServer server;
  private final RingOptions options;
  private final Consumer<RuntimeException> failed;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean told;

  /**
   * Opens the door.
   *
   * @param host the driver's name as executors know it
   * @param server follows the training
   * @param options the secret
   * @param failed told if a callback fails
   */
  DriverDoor(
      String host, DirectorServer server, RingOptions options, Consumer<RuntimeException> failed) {
    this.host = host;
    this.server = server;
    this.options = options;
    this.failed = failed;
    try {
      door = new ServerSocket();
      door.bind(new InetSocketAddress(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("hornbill-driver-door", this::listen);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return host + ":" + door.getLocalPort();
  }

  /** What a callback threw. */
  @Nullable RuntimeException failure() {
    return failure.get();
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        start("hornbill-director", () -> answer(socket));
      } catch (IOException e) {
        LOG.debug("The driver's door was closed", e);
      }
    }
  }

  private void answer(Socket socket) {
    try (socket;
        Channel channel = Channel.answer(socket, options)) {
      server.serve(channel);
    } catch (IOException e) {
      if (!told) {
        told = true;
        LOG.warn(
            Fault.of("SparkTrainer")
                .expected("connections to the driver must come from its workers")
                .received("one from %s (%s)", socket.getRemoteSocketAddress(), e.getMessage())
                .remedy("It was refused; further ones are refused without a word.")
                .message());
      }
    } catch (CollectiveException e) {
      LOG.info("An attempt of the training ended before its end: {}", e.getMessage());
    } catch (RuntimeException e) {
      if (failure.compareAndSet(null, e)) {
        failed.accept(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      LOG.debug("The driver's door was closed already", e);
    }
  }
}
