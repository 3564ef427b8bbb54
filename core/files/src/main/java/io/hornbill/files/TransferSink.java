package io.hornbill.files;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the body of an answer to a file: from its beginning, or after what is there. */
final class TransferSink
    implements HttpResponse.BodyHandler<Void>, HttpResponse.BodySubscriber<Void>, AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private final Path part;
  private final long have;
  private final @Nullable String known;
  private final Watcher watcher;
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private volatile long lastArrival = System.nanoTime();
  private volatile @Nullable String validator;
  private Flow.@Nullable Subscription subscription;
  private @Nullable FileChannel channel;
  private boolean closed;
  private long done;
  private long total = -1;

  /** Is told how many bytes are there. */
  interface Watcher {
    void arrived(long done, long total);
  }

  /**
   * Prepares to write.
   *
   * @param part takes the bytes
   * @param have how many it has
   * @param known tells the version of these from others; null if that is not known
   * @param watcher is told of all bytes
   */
  TransferSink(Path part, long have, @Nullable String known, Watcher watcher) {
    this.part = part;
    this.have = have;
    this.known = known;
    this.watcher = watcher;
  }

  /** How long nothing has arrived. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastArrival);
  }

  /** What tells the version that is being sent from others; null if the server does not say. */
  @Nullable String validator() {
    return validator;
  }

  @Override
  public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
    lastArrival = System.nanoTime();
    HttpHeaders headers = info.headers();
    if (info.statusCode() != 200 && info.statusCode() != 206) {
      return HttpResponse.BodySubscribers.discarding();
    }
    validator =
        headers
            .firstValue("ETag")
            .filter(tag -> !tag.startsWith("W/"))
            .orElse(headers.firstValue("Last-Modified").orElse(null));
    try {
      String encoding = headers.firstValue("Content-Encoding").orElse("identity");
      if (!"identity".equalsIgnoreCase(encoding)) {
        throw new TransferException("the encoding " + encoding, false);
      }
      if (info.statusCode() == 200) {
        open(0, headers.firstValueAsLong("Content-Length").orElse(-1));
      } else {
        openRange(headers.firstValue("Content-Range").orElse("none"));
      }
    } catch (IOException e) {
      body.completeExceptionally(e);
    }
    return this;
  }

  private void openRange(String range) throws IOException {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches() || !matcher.group(1).equals(Long.toString(have))) {
      Files.deleteIfExists(part); // to begin anew
      throw new TransferException(
          "status 206 with range \"%s\" instead of bytes from %s on".formatted(range, have), true);
    }
    if (isAnotherVersion(known, validator)) {
      Files.deleteIfExists(part);
      throw new TransferException("the rest of another version of the file", true);
    }
    open(have, matcher.group(2).equals("*") ? -1 : Long.parseLong(matcher.group(2)));
  }

  /** Tags are compared with tags and dates with dates, since not every answer has both. */
  private static boolean isAnotherVersion(@Nullable String known, @Nullable String now) {
    return known != null
        && now != null
        && known.startsWith("\"") == now.startsWith("\"")
        && !known.equals(now);
  }

  private synchronized void open(long from, long size) throws IOException {
    if (closed) {
      throw new IOException("the answer came too late");
    }
    FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel = file;
    file.truncate(from).position(from);
    done = from;
    total = size;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (body.isCompletedExceptionally()) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    lastArrival = System.nanoTime();
    Flow.Subscription source = subscription;
    try {
      write(buffers);
      watcher.arrived(done, total);
      if (source != null) {
        source.request(1);
      }
    } catch (IOException | RuntimeException e) {
      if (source != null) {
        source.cancel();
      }
      body.completeExceptionally(e);
    }
  }

  private synchronized void write(List<ByteBuffer> buffers) throws IOException {
    FileChannel file = channel;
    if (file == null) {
      throw new IOException("the download was given up");
    }
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        done += file.write(buffer);
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(null);
  }

  /** Ends writing, even if bytes still arrive. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    FileChannel file = channel;
    channel = null;
    if (file != null) {
      file.close();
    }
  }
}
