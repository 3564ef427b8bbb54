package io.hornbill.files;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Downloads a file, and goes on where it broke off. */
final class Transfer {
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final long WATCH_MILLIS = 50;

  private final HttpClient client;
  private final URI uri;
  private final Path part;
  private final TransferLimits limits;
  private final TransferSink.Watcher watcher;
  private @Nullable String validator;

  /**
   * Prepares a download.
   *
   * @param uri an http or https address
   * @param part takes the bytes, after those that it has
   * @param limits how patient to be
   * @param watcher is told of all bytes
   */
  Transfer(URI uri, Path part, TransferLimits limits, TransferSink.Watcher watcher) {
    this.uri = uri;
    this.part = part;
    this.limits = limits;
    this.watcher = watcher;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(limits.connect())
            .build();
  }

  /** Downloads until the file is whole, or until that looks hopeless. */
  void run() throws IOException, InterruptedException {
    int failures = 0;
    long furthest = size();
    while (true) {
      try {
        attempt();
        return;
      } catch (IOException e) {
        failures = size() > furthest ? 1 : failures + 1;
        furthest = Math.max(furthest, size());
        Duration asked = e instanceof TransferException answer ? answer.pause() : Duration.ZERO;
        boolean hopeless = e instanceof TransferException answer && !answer.worthRetrying();
        if (hopeless || failures > limits.retries()) {
          throw e;
        }
        Duration own = limits.pause(failures);
        Thread.sleep((asked.compareTo(own) > 0 ? asked : own).toMillis());
      }
    }
  }

  private long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void attempt() throws IOException, InterruptedException {
    long have = size();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", "hornbill")
            .header("Accept-Encoding", "identity");
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
      if (validator != null) {
        request.header("If-Range", validator);
      }
    }
    try (TransferSink sink = new TransferSink(part, have, validator, watcher)) {
      HttpResponse<Void> response = await(client.sendAsync(request.build(), sink), sink);
      check(response);
    }
  }

  /** Waits as long as bytes arrive. */
  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, TransferSink sink)
      throws IOException, InterruptedException {
    try {
      while (true) {
        try {
          return answer.get(WATCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (sink.silence().compareTo(limits.stall()) > 0) {
            throw new TransferException(
                "nothing arrived for %s ms".formatted(limits.stall().toMillis()), true);
          }
        }
      }
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof IOException failure ? failure : new IOException(cause);
    } finally {
      validator = sink.validator() == null ? validator : sink.validator();
      answer.cancel(true);
    }
  }

  private void check(HttpResponse<Void> response) throws IOException {
    int status = response.statusCode();
    if (status == RANGE_NOT_SATISFIABLE && Files.deleteIfExists(part)) {
      throw new TransferException("status 416 for the rest of the file", true);
    }
    if (status != 200 && status != 206) {
      Duration pause =
          response
              .headers()
              .firstValue("Retry-After")
              .filter(text -> text.matches("\\d{1,6}"))
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(Duration.ZERO);
      String target =
          response
              .headers()
              .firstValue("Location")
              .map(" and a redirection to \"%s\" that is not followed"::formatted)
              .orElse("");
      throw new TransferException(
          "status " + status + target,
          PASSING.contains(status),
          pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
  }
}
