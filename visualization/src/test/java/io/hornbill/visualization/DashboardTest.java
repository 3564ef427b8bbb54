package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.RemoteMonitor;
import io.hornbill.layers.Dense;
import io.hornbill.visualization.internal.live.LivePage;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DashboardTest {
  private static final INDArray X = Nd4j.linspace(0, 1, 32).reshape(16, 2);
  private static final INDArray Y = Nd4j.linspace(0, 1, 16).reshape(16, 1);

  private static Sequential model() {
    var model = new Sequential(new Input(2), new Dense(1).name("only"));
    model.compile("sgd", "mse");
    return model;
  }

  /** What a page is told when it is opened. */
  private static String news(URI page) throws Exception {
    try (InputStream in = page.resolve("/events").toURL().openStream()) {
      StringBuilder line = new StringBuilder();
      while (!line.toString().contains("data: ") || line.charAt(line.length() - 1) != '\n') {
        line.append((char) in.read());
      }
      return line.toString();
    }
  }

  private static int publish(Dashboard page, String type, String body) throws Exception {
    return LivePage.post(page.url().resolve("/publish/epoch/end/"), type, body).statusCode();
  }

  @Test
  void showsWhatATrainingDoes() throws Exception {
    try (Dashboard page = Dashboard.start(0)) {
      model().fit(X, Y, f -> f.epochs(2).batchSize(8).verbose(0).callbacks(page.run("mine")));
      assertThat(news(page.url()))
          .contains("\"name\":\"mine\"", "\"status\":\"ended\"", "\"epochs\":2")
          .contains("\"batch/loss\":{\"from\":0,\"x\":[1,2,3,4]")
          .contains("\"epoch/loss\":{\"from\":0,\"x\":[1,2]", "\"epoch/learning_rate\"");
      assertThat(LivePage.get(page.url().resolve("/run/1/summary")).body())
          .contains("only (Dense)");
      assertThat(LivePage.get(page.url().resolve("/run/1/model")).body()).startsWith("<svg");
      assertThat(LivePage.get(page.url().resolve("/run/7/model")).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void asACallbackItOpensItselfAndTakesTheModelsName() throws Exception {
    Dashboard page = new Dashboard().port(0).histogramFreq(1);
    model().fit(X, Y, f -> f.epochs(1).verbose(0).callbacks(page));
    assertThat(news(page.url())).contains("\"name\":\"sequential");
    assertThat(LivePage.get(page.url().resolve("/run/1/weights")).body())
        .contains("only/kernel\"", "\"counts\":[");
    page.name("second");
    model().fit(X, Y, f -> f.epochs(1).verbose(0).callbacks(page));
    assertThat(news(page.url())).contains("\"name\":\"second\"", "\"present\":[1,2]");
    page.close();
  }

  @Test
  void takesWhatRemoteMonitorSends() throws Exception {
    try (Dashboard page = Dashboard.start(0)) {
      String root = page.url().toString().replaceFirst("/$", "");
      RemoteMonitor form = new RemoteMonitor(root);
      RemoteMonitor json =
          new RemoteMonitor(root).path("/publish/epoch/end/?run=as+json").sendAsJson(true);
      model().fit(X, Y, f -> f.epochs(3).verbose(0).callbacks(form, json));
      assertThat(news(page.url()))
          .contains("\"name\":\"remote\"", "\"name\":\"as json\"")
          .containsPattern("\"epoch/loss\":\\{\"from\":0,\"x\":\\[1,2,3]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "application/json | {\"epoch\": 0, \"loss\": NaN, \"val_loss\": Infinity} | 200",
        "application/x-www-form-urlencoded | data=%7B%22epoch%22%3A+1%7D | 200",
        "application/json | {\"loss\": 1} | 400",
        "application/json | [1] | 400",
        "application/json | {\"epoch\": -1} | 400",
        "application/json | {\"epoch\": | 400",
        "application/x-www-form-urlencoded | data=%ZZ | 400",
        "application/json | {\"epoch\": 0, \"a\": [[[[[[[[[[[[1]]]]]]]]]]]]} | 400"
      })
  void refusesWhatIsNoEpoch(String type, String body, int status) throws Exception {
    try (Dashboard page = Dashboard.start(0)) {
      assertThat(publish(page, type, body)).isEqualTo(status);
    }
  }

  @Test
  void whatComesFromOutsideIsLimitedInSizeAndNumber() throws Exception {
    try (Dashboard page = Dashboard.start(0)) {
      String large = "{\"epoch\":0,\"a\":" + " ".repeat(70_000) + "1}";
      assertThat(publish(page, "application/json", large)).isEqualTo(413);

      StringBuilder many = new StringBuilder("{\"epoch\":0");
      for (int i = 0; i < 200; i++) {
        many.append(",\"m").append(i).append("\":1");
      }
      assertThat(publish(page, "application/json", many + "}")).isEqualTo(200);
      assertThat(news(page.url())).contains("\"epoch/m48\"").doesNotContain("\"epoch/m60\"");

      for (int run = 0; run < 60; run++) {
        URI to = page.url().resolve("/publish/epoch/end/?run=" + "n".repeat(200) + run);
        LivePage.post(to, "application/json", "{\"epoch\":0,\"loss\":1}");
      }
      String told = news(page.url());
      assertThat(told.split("\"status\"", -1)).hasSizeBetween(50, 52);
      assertThat(told).doesNotContain("n".repeat(101));
    }
  }

  @Test
  void answersThisMachineAlone() throws Exception {
    try (Dashboard page = Dashboard.start(0)) {
      assertThat(InetAddress.getByName(page.url().getHost()).isLoopbackAddress()).isTrue();
      assertThat(raw(page, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains(" 403 ");
      assertThat(raw(page, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains(" 200 ");
      assertThat(LivePage.get(page.url(), "Origin", "http://evil.example").statusCode())
          .isEqualTo(403);
      assertThat(raw(page, "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains(" 405 ");
      assertThat(LivePage.get(page.url().resolve("/publish/x")).statusCode()).isEqualTo(405);
      assertThat(LivePage.get(page.url().resolve("/..%2fapp.js")).statusCode()).isEqualTo(404);
      assertThat(LivePage.get(page.url()).headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
    }
  }

  private static String raw(Dashboard page, String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(15);
      return new String(answer, StandardCharsets.US_ASCII);
    }
  }

  @Test
  void closingItDoesNotDisturbTraining() throws Exception {
    Dashboard page = Dashboard.start(0);
    URI address = page.url();
    Callback closing =
        new Callback() {
          @Override
          public void onEpochEnd(int epoch, Logs logs) {
            page.close();
          }
        };
    History history =
        model().fit(X, Y, f -> f.epochs(3).verbose(0).callbacks(page.run("a"), closing));
    assertThat(history.history().get("loss")).hasSize(3);
    assertThatThrownBy(() -> LivePage.get(address)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aTakenPortStopsNoTraining() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Dashboard page = new Dashboard().port(taken.getLocalPort());
      assertThatThrownBy(page::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
      assertThat(
              model().fit(X, Y, f -> f.epochs(2).verbose(0).callbacks(page)).history().get("loss"))
          .hasSize(2);
    }
  }

  @Test
  void settingsAreCheckedAndComeBeforeOpening() {
    assertThatThrownBy(() -> new Dashboard().port(70_000)).hasMessageContaining("port must be in");
    assertThatThrownBy(() -> new Dashboard().histogramFreq(-1))
        .hasMessageContaining("histogramFreq");
    assertThatThrownBy(() -> new Dashboard().url())
        .hasMessage(
            "Dashboard: the page must be open. Received: a call before. Call open(), or begin"
                + " training.");
    try (Dashboard page = Dashboard.start(0)) {
      assertThatThrownBy(() -> page.port(1))
          .hasMessageStartingWith(
              "Dashboard: port must be set before the page is open. Received: ");
      assertThatThrownBy(() -> page.address(InetAddress.getLoopbackAddress()))
          .hasMessageStartingWith("Dashboard: address must be set");
    }
  }
}
