package io.hornbill.callbacks.internal.events;

import io.hornbill.base.Fault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * A file of events, one TFRecord each:
 *
 * <pre>{@code
 * uint64 length, uint32 masked CRC-32C of the length, bytes, uint32 masked CRC-32C of the bytes
 * masked(crc) = rotateRight(crc, 15) + 0xa282ead8
 * }</pre>
 *
 * @see <a href="https://www.tensorflow.org/tutorials/load_data/tfrecord">TFRecord</a>
 */
public final class EventFile implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int CRC_MASK = 0xa282ead8;
  private static final double NANOS = 1e9;

  private final Path file;
  private final OutputStream out;

  /**
   * Begins a file.
   *
   * @param folder where; made if need be
   * @throws UncheckedIOException if it cannot be written
   */
  public EventFile(Path folder) {
    Instant now = Instant.now();
    file =
        folder.resolve(
            String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.hornbill.%d.%d.v2",
                now.getEpochSecond(),
                ProcessHandle.current().pid(),
                COUNT.getAndIncrement()));
    try {
      Files.createDirectories(folder);
      out =
          new BufferedOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    write(Message.of("Event").with("wall_time", wallTime()).with("file_version", "brain.Event:2"));
  }

  /**
   * Says what went wrong while something was written.
   *
   * @param file the file
   * @param cause why it could not be written
   * @return the exception to throw
   */
  public static UncheckedIOException unwritable(Path file, IOException cause) {
    return Fault.of("TensorBoard")
        .expected("the log folder must be writable")
        .received("%s (%s)", file.toAbsolutePath(), cause)
        .remedy(
            "Check its permissions and that the disk has room; the model keeps what it"
                + " learned.")
        .as(UncheckedIOException::new, cause);
  }

  /** {@return the time as events have it, in seconds since 1970} */
  public static double wallTime() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / NANOS;
  }

  /**
   * Adds a summary.
   *
   * @param step the step that it belongs to
   * @param value what to show, made by {@link Summaries}
   */
  public void add(long step, Message value) {
    write(
        Message.of("Event")
            .with("wall_time", wallTime())
            .with("step", step)
            .with("summary", Message.of("Summary").with("value", value)));
  }

  /**
   * Adds the graph of the run.
   *
   * @param graph a {@code Graph}
   */
  public void addGraph(Message graph) {
    write(Message.of("Event").with("wall_time", wallTime()).with("graph_def", graph.bytes()));
  }

  private void write(Message event) {
    byte[] bytes = event.bytes();
    ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(bytes.length);
    head.putInt(masked(head.array(), Long.BYTES));
    ByteBuffer foot = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    foot.putInt(masked(bytes, bytes.length));
    try {
      out.write(head.array());
      out.write(bytes);
      out.write(foot.array());
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** TFRecord masks its checksums, as those of data that hold checksums are weak. */
  static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
  }

  /** Hands everything to the operating system, so that TensorBoard sees it. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
