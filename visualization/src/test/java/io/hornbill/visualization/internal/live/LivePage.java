package io.hornbill.visualization.internal.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A page from the inside, for tests. */
public final class LivePage {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final Run run;

  private LivePage(Run run) {
    this.run = run;
  }

  /** Begins a run on an open page. */
  public static LivePage begin(URI page, String name) {
    LiveServer server = LiveServers.open(InetAddress.getLoopbackAddress(), page.getPort(), true);
    LivePage live = new LivePage(server.runs().begin(name));
    LiveServers.close(server);
    return live;
  }

  /** Adds a batch. */
  public void batch(int number, double loss) {
    run.addBatch("loss", number, loss);
    run.fact("batch", number);
  }

  /** Sends something and returns the answer. */
  public static HttpResponse<String> post(URI to, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Asks for something. */
  public static HttpResponse<String> get(URI from, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(from);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
