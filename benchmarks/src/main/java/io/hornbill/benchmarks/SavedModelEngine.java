package io.hornbill.benchmarks;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.benchmarks.harness.Durations;
import io.hornbill.graph.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Hornbill with a saved model: answers as {@code inference_peer.py} does for the same model as
 * ONNX.
 *
 * <pre>
 * infer CALLERS BATCH MILLIS   {@literal @}infer count=N median-ms=T p99-ms=T per-second=C
 * quit                         (ends)
 * </pre>
 */
public final class SavedModelEngine {
  private static final int FEWEST = 5;

  private final Model model;

  private SavedModelEngine(Model model) {
    this.model = model;
  }

  /**
   * Serves the coordinator, or predicts once if there is a second argument: {@code once}.
   *
   * @param args the model's file
   * @throws Exception if the file cannot be read
   */
  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    SavedModelEngine engine = new SavedModelEngine(Model.load(Path.of(args[0])));
    if (args.length > 1) {
      engine.model.predict(engine.input(1));
      answers.println("@done");
      System.in.read(); // the coordinator looks at the process, and then ends it
      return;
    }
    answers.println("@ready Hornbill");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("quit")) {
        return;
      }
      answers.println(
          engine.infer(
              Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3])));
    }
    throw Fault.of("SavedModelEngine")
        .expected("expected quit")
        .received("the end of commands")
        .as(IOException::new);
  }

  private INDArray input(int batch) {
    Shape shape = model.inputs().get(0).shape().with(0, batch);
    float[] values = new float[Math.toIntExact(shape.size())];
    Random random = new Random(0);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Nd4j.createFromArray(values).reshape(shape.dims());
  }

  private String infer(int callers, int batch, long millis) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Durations>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        INDArray x = input(batch);
        calls.add(() -> calls(x, millis));
      }
      long start = System.nanoTime();
      Durations all = new Durations();
      for (Future<Durations> one : pool.invokeAll(calls)) {
        all.addAll(one.get());
      }
      return String.format(
          Locale.ROOT,
          "@infer count=%d median-ms=%.4f p99-ms=%.4f per-second=%.3f",
          all.count(),
          all.percentile(50) / 1e6,
          all.percentile(99) / 1e6,
          all.count() * 1e9 / (System.nanoTime() - start));
    } finally {
      pool.shutdown();
    }
  }

  private Durations calls(INDArray x, long millis) {
    Durations durations = new Durations();
    long start = System.nanoTime();
    long now = start;
    while (now - start < millis * 1_000_000 || durations.count() < FEWEST) {
      model.predict(x).close();
      long then = now;
      now = System.nanoTime();
      durations.add(now - then);
    }
    return durations;
  }
}
