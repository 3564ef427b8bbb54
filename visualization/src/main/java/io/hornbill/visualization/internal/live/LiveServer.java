package io.hornbill.visualization.internal.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the page, what it asks for, and the place that Keras' RemoteMonitor posts to. */
public final class LiveServer {
  private static final int MOST_THREADS = 48;
  private static final int MOST_PAGES = 24;
  private static final int MOST_WAITING = 1000;
  private static final long SLOWEST_MILLIS = 10_000;
  private static final int LOOKS = 5;
  private static final Pattern OF_RUN = Pattern.compile("/run/(\\d{1,9})/(\\w+)");
  private static final Map<String, String> FILES =
      Map.of(
          "/", "index.html",
          "/app.js", "app.js",
          "/chart.js", "chart.js",
          "/style.css", "style.css",
          "/icon.svg", "icon.svg");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Runs runs = new Runs();
  private final List<EventStream> pages = new CopyOnWriteArrayList<>();
  private final Map<Thread, Long> requests = new ConcurrentHashMap<>();
  private final AtomicInteger users = new AtomicInteger();
  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final boolean loopback;
  private final long slowest;
  private volatile boolean closed;

  /** Begins to listen. */
  LiveServer(InetSocketAddress address) throws IOException {
    this(address, SLOWEST_MILLIS);
  }

  /**
   * Begins to listen.
   *
   * @param slowest how many milliseconds a request may take, from its first byte to its answer
   */
  LiveServer(InetSocketAddress address, long slowest) throws IOException {
    this.slowest = slowest;
    server = HttpServer.create(address, 0);
    loopback = address.getAddress().isLoopbackAddress();
    threads = new Handlers();
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    // Made by this thread, the server's own threads would keep the program from ending.
    Thread starter = daemon(server::start, "hornbill-dashboard");
    starter.start();
    join(starter);
    daemon(this::watch, "hornbill-dashboard-watch").start();
  }

  /** Threads that note since when they have a request, headers that are slow to come included. */
  private final class Handlers extends ThreadPoolExecutor {
    Handlers() {
      super(
          MOST_THREADS,
          MOST_THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          task -> daemon(task, "hornbill-dashboard-" + COUNT.incrementAndGet()));
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      requests.put(thread, System.currentTimeMillis());
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
      requests.remove(Thread.currentThread());
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Ends streams whose pages do not read, and requests that do not come to an end. */
  private void watch() {
    while (!closed) {
      pages.stream().filter(EventStream::isStuck).forEach(EventStream::close);
      long latest = System.currentTimeMillis() - slowest;
      requests.forEach(
          (thread, begun) -> {
            if (begun < latest) {
              thread.interrupt();
            }
          });
      try {
        Thread.sleep(slowest / LOOKS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  public Runs runs() {
    return runs;
  }

  /** Where the page is. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    boolean everywhere = loopback || address.getAddress().isAnyLocalAddress();
    String host = everywhere ? "localhost" : address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + address.getPort() + "/");
  }

  void use() {
    users.incrementAndGet();
  }

  /** Stops when the last user has left. */
  boolean leave() {
    if (users.decrementAndGet() > 0) {
      return false;
    }
    closed = true;
    pages.forEach(EventStream::close);
    server.stop(0);
    threads.shutdownNow();
    return true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request = new Request(exchange);
    try {
      if ((loopback && !request.isForThisMachine()) || request.isFromAnotherSite()) {
        request.answer(403, "This page is for this machine alone.");
      } else if (request.path().startsWith("/publish/")) {
        publish(request);
      } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
        request.answer(405, "Only GET.");
      } else {
        get(request);
      }
    } catch (RuntimeException e) {
      request.answer(500, "Failed.");
      throw e;
    } finally {
      exchange.close();
    }
  }

  private void publish(Request request) throws IOException {
    if (!request.method().equals("POST")) {
      request.answer(405, "Only POST.");
      return;
    }
    String body = request.body();
    if (body == null) {
      request.answer(413, "At most 64 KB.");
      return;
    }
    String name = request.parameter("run");
    try {
      runs.add(Published.read(name == null ? "remote" : name, body, request.isForm()));
      request.answer(200, "ok");
    } catch (IOException e) {
      request.answer(
          400, "A JSON object with \"epoch\" is expected, as the body or in a form's field.");
    }
  }

  private void get(Request request) throws IOException {
    String file = FILES.get(request.path());
    Matcher ofRun = OF_RUN.matcher(request.path());
    if (file != null) {
      file(request, file);
    } else if (request.path().equals("/events")) {
      events(request);
    } else if (ofRun.matches()) {
      ofRun(request, runs.get(Integer.parseInt(ofRun.group(1))), ofRun.group(2));
    } else {
      request.answer(404, "Nothing is here.");
    }
  }

  private void events(Request request) throws IOException {
    if (pages.size() >= MOST_PAGES) {
      request.answer(503, "Too many pages are open.");
      return;
    }
    EventStream stream = new EventStream(runs, request.exchange());
    pages.add(stream);
    requests.remove(Thread.currentThread());
    try {
      stream.run();
    } finally {
      pages.remove(stream);
    }
  }

  private static void ofRun(Request request, @Nullable Run run, String what) throws IOException {
    String svg = run != null && what.equals("model") ? run.svg() : null;
    String summary = run != null && what.equals("summary") ? run.summary() : null;
    if (svg != null) {
      request.answer(200, "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    } else if (summary != null) {
      request.answer(200, summary);
    } else if (run != null && what.equals("weights")) {
      if (request.parameter("ask") != null) {
        run.wantWeights();
      }
      String json = Json.text(run::writeWeights);
      request.answer(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    } else {
      request.answer(404, "Nothing is here.");
    }
  }

  private static void file(Request request, String name) throws IOException {
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    try (InputStream in = LiveServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Dashboard: " + name + " must be in the jar.");
      }
      request.answer(200, type + "; charset=utf-8", in.readAllBytes());
    }
  }
}
