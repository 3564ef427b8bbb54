package io.hornbill.training.parallel;

import io.hornbill.base.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A connection between two processes that know the same secret, over which messages go both ways,
 * encrypted as in a {@link SocketRing}.
 */
public final class Channel implements AutoCloseable {
  private static final int ENDS = 2;

  private final Link link;
  private final RingOptions options;
  private final byte[] received = new byte[Link.LARGEST + Seal.TAG_BYTES];
  private volatile boolean closed;

  private Channel(Link link, RingOptions options) {
    this.link = link;
    this.options = options;
    Meeting.daemon("hornbill-channel", this::stayAlive);
  }

  /**
   * Connects to a process that listens.
   *
   * @param address its {@code host:port}
   * @param options secret, attempt and deadline, the same at both ends
   * @return the channel
   * @throws CollectiveException if that process does not answer as it should
   */
  public static Channel call(String address, RingOptions options) {
    try {
      Socket socket = new Socket();
      socket.connect(SocketRing.address(address), (int) options.deadline().toMillis());
      return new Channel(new Handshake(options, 0, ENDS).call(socket).link(), options);
    } catch (IOException e) {
      throw Fault.of("Channel")
          .expected("%s must answer", address)
          .received(e)
          .remedy("See that nothing between the machines keeps this port closed.")
          .as(CollectiveException::new);
    }
  }

  /**
   * Answers a process that connected.
   *
   * @param socket the connection
   * @param options secret, attempt and deadline, the same at both ends
   * @return the channel
   * @throws IOException if that process is a stranger; the connection is to be closed then
   */
  public static Channel answer(Socket socket, RingOptions options) throws IOException {
    return new Channel(new Handshake(options, 1, ENDS).answer(socket).link(), options);
  }

  private void stayAlive() {
    try {
      while (!closed) {
        TimeUnit.MILLISECONDS.sleep(Math.max(20, options.deadline().toMillis() / 4));
        link.write(Link.ALIVE, 0, received, 0);
        link.flush();
      }
    } catch (IOException e) {
      // Whoever sends or receives next finds out.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends a message.
   *
   * @param message its bytes
   * @throws CollectiveException if the other process is away
   */
  public synchronized void send(byte[] message) {
    try {
      byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(message.length).array();
      link.write(Link.DATA, 0, length, length.length);
      byte[] part = new byte[Math.min(message.length, Link.LARGEST)];
      for (int from = 0; from < message.length; from += Link.LARGEST) {
        int count = Math.min(Link.LARGEST, message.length - from);
        System.arraycopy(message, from, part, 0, count);
        link.write(Link.DATA, 0, part, count);
      }
      link.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /**
   * Waits for a message.
   *
   * @return its bytes
   * @throws CollectiveException if the other process is away
   */
  public byte[] receive() {
    try {
      part();
      int length = ByteBuffer.wrap(received).getInt();
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      while (message.size() < length) {
        message.write(received, 0, part());
      }
      return message.toByteArray();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private int part() throws IOException {
    while (true) {
      Link.Frame frame =
          link.read(
              received,
              options.deadline().toMillis(),
              () -> closed || Thread.currentThread().isInterrupted());
      if (frame.type() == Link.DATA) {
        return frame.count();
      }
    }
  }

  private static CollectiveException lost(IOException e) {
    return Fault.of("Channel")
        .expected("the other end must stay")
        .received("it %s", e.getMessage())
        .remedy("Look for its own error.")
        .as(CollectiveException::new);
  }

  @Override
  public void close() {
    closed = true;
    link.finish();
    link.close();
  }
}
