package io.hornbill.visualization.internal.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request from outside, which is believed nothing, and its answer. */
final class Request {
  private static final int LARGEST_BODY = 65_536;
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpExchange exchange;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
  }

  String method() {
    return exchange.getRequestMethod();
  }

  /** The path; empty where the address has none, as in {@code mailto:someone}. */
  String path() {
    String path = exchange.getRequestURI().getPath();
    return path == null ? "" : path;
  }

  private @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /**
   * Whether the request names this machine: a page from elsewhere whose name was made to point to
   * the loopback address does not.
   */
  boolean isForThisMachine() {
    String host = header("Host");
    if (host == null) {
      return false;
    }
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return LOCAL.contains(name);
  }

  /** Whether a page of another site makes the browser send this. */
  boolean isFromAnotherSite() {
    String origin = header("Origin");
    return origin != null && !origin.equals("http://" + header("Host"));
  }

  boolean isForm() {
    String type = header("Content-Type");
    return type == null || !type.toLowerCase(Locale.ROOT).contains("json");
  }

  /** A value of the query; null if it is not there. */
  @Nullable String parameter(String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        try {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return null;
  }

  /** The body; null if it is too long. */
  @Nullable String body() throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
      return bytes.length > LARGEST_BODY ? null : new String(bytes, StandardCharsets.UTF_8);
    }
  }

  void answer(int status, String type, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = method().equals("HEAD");
    exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
    if (!head && content.length > 0) {
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  void answer(int status, String text) throws IOException {
    answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  HttpExchange exchange() {
    return exchange;
  }
}
