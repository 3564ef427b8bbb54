package io.hornbill;

import com.sun.net.httpserver.HttpServer;
import io.hornbill.base.Config;
import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.CSVLogger;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.EarlyStopping;
import io.hornbill.callbacks.LearningRateScheduler;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ModelCheckpoint;
import io.hornbill.callbacks.ReduceLROnPlateau;
import io.hornbill.callbacks.RemoteMonitor;
import io.hornbill.callbacks.SwapEMAWeights;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.callbacks.TerminateOnNaN;
import io.hornbill.engine.testing.Evaluate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.Flatten;
import io.hornbill.optimizers.SGD;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What callbacks do to a small training, its files, its console and a server. */
final class ObservedCallbacks {
  /** Numbers that go down and up, and others: what there is to monitor. */
  private static final double[] GIVEN = {1.0, 0.7, 0.8, 0.75, 0.65, 0.9, 0.95, 0.2};

  private static final Path FOLDER = folder();
  private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();
  private static final String SERVER = server();

  private static final Map<String, Supplier<Callback>> ALL =
      new TreeMap<>(
          Map.of(
              "BackupAndRestore", () -> new BackupAndRestore(FOLDER.resolve("backup")),
              "CSVLogger", () -> new CSVLogger(FOLDER.resolve("log.csv")),
              "EarlyStopping", () -> new EarlyStopping("given"),
              "LearningRateScheduler", () -> new LearningRateScheduler(epoch -> 0.1 / (1 + epoch)),
              "ModelCheckpoint", () -> new ModelCheckpoint(FOLDER + "/{epoch}.h5"),
              "ReduceLROnPlateau", () -> new ReduceLROnPlateau("given"),
              "RemoteMonitor", () -> new RemoteMonitor(SERVER),
              "SwapEMAWeights", SwapEMAWeights::new,
              "TensorBoard", () -> new TensorBoard(FOLDER.resolve("logs")),
              "TerminateOnNaN", TerminateOnNaN::new));

  private ObservedCallbacks() {}

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("callbacks");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) {
    for (Path path : paths(folder).sorted(Comparator.reverseOrder()).toList()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Stream<Path> paths(Path folder) {
    try (Stream<Path> paths = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      return paths.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it by a daemon, whose kind its thread inherits, so that it keeps no program running. */
  private static void start(HttpServer server) {
    Thread starter = new Thread(server::start);
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server that answers everything. */
  private static String server() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpServer server = HttpServer.create(any, 0);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            REQUESTS.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      start(server);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
      return "http://localhost:" + server.getAddress().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  static Callback make(String name, Config settings) {
    return ALL.get(name).get().configured(settings);
  }

  /** A value of the table, with the folder and the server in their places. */
  static Object placed(Object value) {
    return value instanceof String text
        ? text.replace("FOLDER", FOLDER.toString()).replace("SERVER", SERVER)
        : value;
  }

  /** Looks at a training from before and after the callback. */
  private static final class Witness extends Callback {
    private final List<Object> results;
    private final boolean gives;

    Witness(List<Object> results, boolean gives) {
      this.results = results;
      this.gives = gives;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
      if (gives) {
        logs.put("given", GIVEN[epoch]);
        logs.put("other", -GIVEN[epoch]);
        return;
      }
      look("epoch " + epoch);
      results.add(String.valueOf(logs.keySet()));
      results.add(model().learningRate());
    }

    @Override
    public void onTrainBatchEnd(int batch, Logs logs) {
      if (!gives) {
        look("batch " + batch);
      }
    }

    @Override
    public void onTrainEnd(Logs logs) {
      if (!gives) {
        look("end");
      }
    }

    private void look(String when) {
      results.add(when + listing());
      model().getWeights().forEach(w -> results.addAll(Observed.numbers(w)));
    }
  }

  /** Each batch, each epoch, each file, each line, each request. */
  static List<Object> results(Callback callback) {
    clear(FOLDER);
    REQUESTS.clear();
    List<Object> results = new ArrayList<>();
    PrintStream before = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve("log.csv"), "epoch,before\n");
      train(new Witness(results, true), callback, new Witness(results, false));
      results.add(lines.toString(StandardCharsets.UTF_8));
      for (Path path : paths(FOLDER).sorted().toList()) {
        if (path.toString().endsWith(".csv")) {
          results.add(Files.readString(path));
        } else if (path.getFileName().toString().contains("tfevents")) {
          results.add(FOLDER.relativize(path.getParent()) + " " + Files.size(path));
        } else if (path.toString().endsWith(".h5")) {
          results.add(Files.size(path));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.setOut(before);
    }
    results.add(listing());
    results.addAll(REQUESTS);
    return results;
  }

  private static String listing() {
    return paths(FOLDER)
        .filter(path -> !path.toString().contains("tfevents"))
        .map(path -> FOLDER.relativize(path).toString())
        .sorted()
        .toList()
        .toString();
  }

  private static void train(Callback... callbacks) {
    Hornbill.seed(1);
    Sequential model =
        new Sequential(new Input(2), new Embedding(4, 3), new Flatten(), new Dense(1));
    model.compile(new SGD(0.1).useEma(true), "mse");
    INDArray x =
        Nd4j.createFromArray(new double[][] {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 2}, {1, 3}});
    INDArray y = Evaluate.uniform(1, -1, 1, 6, 1);
    model.fit(
        x,
        y,
        f ->
            f.epochs(GIVEN.length)
                .batchSize(2)
                .shuffle(false)
                .verbose(0)
                .validationData(x, y)
                .callbacks(callbacks));
  }
}
