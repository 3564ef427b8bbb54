package io.hornbill.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A service that answers predictions: serves a saved model by the JDK's own HttpServer, and asks it
 * from many threads at once. Prints wrong answers, and how long the answers took.
 *
 * <p>{@code POST /predict} takes numbers with commas between them, one row per line, and answers
 * alike.
 *
 * <pre>
 * --clients 16         how many threads ask at the same time
 * --requests 200       how many questions each of them asks
 * --port 0             where to serve; any free port by default
 * --serve no           yes: go on serving until the program is stopped
 * </pre>
 */
public final class PredictionService {
  private static final List<String> NAMES = List.of("clients", "requests", "port", "serve");

  private PredictionService() {}

  /**
   * Runs the example.
   *
   * @param args see the class' description
   */
  public static void main(String[] args) {
    Program.run(PredictionService::wrongAnswers, args);
  }

  private static final int FEATURES = 8;

  /**
   * Saves a model, loads it, serves it and asks it.
   *
   * @param args see the class' description
   * @return the number of wrong answers
   */
  static double wrongAnswers(String... args) {
    Arguments arguments = new Arguments(args, NAMES);
    int clients = arguments.number("clients", 16);
    int requests = arguments.number("requests", 200);
    boolean serve = arguments.choice("serve", "no", List.of("yes", "no")).equals("yes");
    try (Model model = loaded()) {
      HttpServer server =
          start(model, arguments.number("port", 1) == 1 ? 0 : arguments.number("port", 1));
      String url = "http://localhost:" + server.getAddress().getPort() + "/predict";
      System.out.println("Serving at " + url);
      try {
        return ask(model, URI.create(url), clients, requests);
      } finally {
        if (!serve) {
          server.stop(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model as training would have left it. */
  private static Model loaded() throws IOException {
    Path file = Files.createTempFile("service", ".keras");
    Hornbill.seed(42);
    try (Sequential model =
        new Sequential(
            new Input(FEATURES),
            new Dense(64).activation("relu"),
            new Dense(3).activation("softmax"))) {
      model.save(file);
      return Model.load(file);
    } finally {
      Files.delete(file);
    }
  }

  private static HttpServer start(Model model, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(
        Executors.newFixedThreadPool(
            16,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/predict", exchange -> answer(model, exchange));
    server.start();
    return server;
  }

  /** Any number of threads may ask one model at the same time. */
  private static void answer(Model model, HttpExchange exchange) throws IOException {
    String question =
        new String(exchange.getRequestBody().readNBytes(65_536), StandardCharsets.UTF_8);
    byte[] answer;
    int status = 200;
    try {
      answer = text(model.predict(rows(question))).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      status = 400;
      answer = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static INDArray rows(String text) {
    float[][] rows =
        text.lines()
            .map(
                line -> {
                  String[] words = line.split(",", -1);
                  float[] row = new float[words.length];
                  for (int i = 0; i < row.length; i++) {
                    row[i] = Float.parseFloat(words[i]);
                  }
                  return row;
                })
            .toArray(float[][]::new);
    return Nd4j.createFromArray(rows);
  }

  private static String text(INDArray rows) {
    return Arrays.stream(rows.toFloatMatrix())
        .map(
            row -> {
              List<String> words = new ArrayList<>();
              for (float value : row) {
                words.add(Float.toString(value));
              }
              return String.join(",", words);
            })
        .collect(Collectors.joining("\n"));
  }

  private static double ask(Model model, URI url, int clients, int requests) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<long[]>> all = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        long seed = client;
        INDArray x = Nd4j.rand(seed + 1, new long[] {1, FEATURES}).castTo(DataType.FLOAT);
        String right = text(model.predict(x));
        all.add(threads.submit(() -> ask(url, text(x), right, requests)));
      }
      List<Long> nanos = new ArrayList<>();
      long wrong = 0;
      for (Future<long[]> one : all) {
        for (long time : one.get()) {
          nanos.add(time);
          wrong += time < 0 ? 1 : 0;
        }
      }
      nanos.sort(null);
      Program.result("p50 in milliseconds", nanos.get(nanos.size() / 2) / 1e6);
      Program.result("p99 in milliseconds", nanos.get(nanos.size() * 99 / 100) / 1e6);
      return Program.result("Wrong answers of " + nanos.size(), (double) wrong);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /** The times of the answers; negative for wrong ones. */
  private static long[] ask(URI url, String question, String right, int requests)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long before = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(url)
                  .POST(HttpRequest.BodyPublishers.ofString(question))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      nanos[i] = System.nanoTime() - before;
      if (!answer.body().equals(right)) {
        nanos[i] = -nanos[i];
      }
    }
    return nanos;
  }
}
