package io.hornbill.callbacks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.base.Warnings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what every epoch came to to a server: a POST with {@code {"epoch": 0, "loss": 0.5, …}} as
 * JSON, in a form's field or as the body. Training does not wait for the server; one that does not
 * answer is one warning.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(20).callbacks(new RemoteMonitor("http://localhost:9000")));
 * }</pre>
 */
public final class RemoteMonitor extends FluentCallback<RemoteMonitor> {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteMonitor.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 16;
  private static final long MOST_ANSWERED = 1 << 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

  private static final Setting<String> ROOT =
      Setting.string("root", "http://localhost:9000")
          .only(
              "an address that begins with http:// or https://",
              "Add it.",
              root -> String.valueOf(URI.create(root).getScheme()).matches("https?"));
  private static final Setting<String> PATH =
      Setting.string("path", "/publish/epoch/end/")
          .check("part of an address", (owner, name, path) -> URI.create("http://root" + path));
  private static final Setting<String> FIELD = Setting.string("field", "data");
  private static final Setting<Boolean> SEND_AS_JSON = Setting.flag("send_as_json", false);

  private final Map<String, String> headers = new LinkedHashMap<>();

  private @Nullable HttpClient client;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private final AtomicInteger waiting = new AtomicInteger();

  /** Read and set by one thread at a time: who finds it set also finds the warning in the log. */
  private boolean warned;

  /** Sends to {@code http://localhost:9000}. */
  public RemoteMonitor() {
    this(ROOT.initial());
  }

  /**
   * Sends to a server.
   *
   * @param root its address
   */
  public RemoteMonitor(String root) {
    declare(ROOT, PATH, FIELD, SEND_AS_JSON);
    set(ROOT, root);
  }

  /**
   * Sets what follows the server's address.
   *
   * @param path {@code "/publish/epoch/end/"} by default
   */
  public RemoteMonitor path(String path) {
    return with(PATH, path);
  }

  /**
   * Sets the field of the form that holds the JSON.
   *
   * @param field {@code "data"} by default
   */
  public RemoteMonitor field(String field) {
    return with(FIELD, field);
  }

  /**
   * Adds headers to the request.
   *
   * @param more values by names
   * @throws IllegalArgumentException if a header is none, or is not to be set
   */
  public RemoteMonitor headers(Map<String, String> more) {
    HttpRequest.Builder probe = HttpRequest.newBuilder();
    more.forEach(probe::header);
    headers.putAll(more);
    return this;
  }

  /**
   * Sets whether the JSON is the body itself, as {@code application/json}.
   *
   * @param sendAsJson false, for a form, by default
   */
  public RemoteMonitor sendAsJson(boolean sendAsJson) {
    return with(SEND_AS_JSON, sendAsJson);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    hasWarned(false);
    client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    HttpClient known = client;
    // A server that is too slow for the epochs misses some.
    if (known == null || waiting.get() >= MOST_WAITING) {
      return;
    }
    HttpRequest request = request(epoch, logs);
    waiting.incrementAndGet();
    last =
        last.thenCompose(done -> known.sendAsync(request, RemoteMonitor::body))
            .handle(this::answered);
  }

  private HttpRequest request(int epoch, Logs logs) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("epoch", epoch);
    event.putAll(logs);
    boolean sendAsJson = get(SEND_AS_JSON);
    String json;
    try {
      json = JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    String body = sendAsJson ? json : encoded(get(FIELD)) + "=" + encoded(json);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(get(ROOT) + get(PATH)))
            .timeout(TIMEOUT)
            .setHeader(
                "Content-Type",
                sendAsJson ? "application/json" : "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    return request.build();
  }

  /** What the server says does not matter; more than 64 kB of it are not read. */
  private static BodySubscriber<@Nullable Void> body(ResponseInfo info) {
    return new LimitedBody(MOST_ANSWERED, TIMEOUT.toNanos());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** As in Keras, an answer is an answer, whatever its status. */
  private @Nullable Object answered(
      @Nullable HttpResponse<Void> response, @Nullable Throwable failure) {
    waiting.decrementAndGet();
    if (failure != null) {
      warn(failure);
    }
    return null;
  }

  private synchronized void warn(Throwable failure) {
    if (!warned) {
      warned = true;
      Warnings.warn(
          LOG,
          Fault.of("RemoteMonitor")
              .expected("the server must answer within %s s", TIMEOUT.toSeconds())
              .received("%s from %s", failure.toString(), get(ROOT))
              .remedy("Training goes on without it; start the server or correct its address."));
    }
  }

  private synchronized boolean hasWarned() {
    return warned;
  }

  private synchronized void hasWarned(boolean now) {
    warned = now;
  }

  /** Gives the last events the time they may take, unless the server is known not to answer. */
  @Override
  public void onTrainEnd(Logs logs) {
    client = null;
    if (hasWarned()) {
      return;
    }
    try {
      last.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      warn(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
