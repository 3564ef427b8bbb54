package io.hornbill;

import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.softplus;
import static io.hornbill.graph.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the optimizers of steps of one's own remember is in files, at Keras' places. */
class StepOptimizersTest {
  @TempDir private Path folder;

  private static INDArray line(long rows, long columns) {
    long count = rows * columns;
    return Nd4j.linspace(DataType.FLOAT, -1, 2.0 / count, count).reshape(rows, columns);
  }

  /** As {@code make_step_optimizers.py} has it. */
  static final class Gan extends Model {
    private final Sequential generator =
        new Sequential(new Input(2), new Dense(4).activation("tanh"), new Dense(1));
    private final Sequential critic =
        new Sequential(new Input(1), new Dense(4).activation("tanh"), new Dense(1));
    private @Nullable Optimizer dOptimizer;
    private @Nullable Optimizer gOptimizer;

    @Override
    protected Tensor call(Tensor noise, CallContext context) {
      return generator.apply(noise);
    }

    Gan compile(Optimizer forCritic, Optimizer forGenerator) {
      dOptimizer = forCritic;
      gOptimizer = forGenerator;
      compile(
          c ->
              c.step(
                  s -> {
                    Tensor real = s.input();
                    Tensor noise = s.input();
                    Tensor onFake = s.call(critic, s.call(generator, noise));
                    Tensor onReal = s.call(critic, real);
                    Tensor loss = mean(softplus(onFake)).plus(mean(softplus(onReal.negated())));
                    s.minimize("d_loss", loss, forCritic, critic);
                    s.then();
                    Tensor again = s.call(critic, s.call(generator, noise));
                    Tensor fooled = mean(softplus(again.negated()));
                    s.minimize("g_loss", fooled, forGenerator, generator);
                  }));
      return this;
    }

    Map<String, List<Double>> train() {
      INDArray real = line(8, 1).add(3);
      return fit(real, line(8, 2), f -> f.batchSize(8).epochs(3).shuffle(false).verbose(0))
          .history();
    }
  }

  /** Files hold rates as floats, so that these are exact. */
  private static Gan compiled(Gan gan) {
    return gan.compile(new Adam(0.0625), new SGD(0.125).momentum(0.9));
  }

  private static Gan load(Path file) {
    return (Gan) Model.load(file, o -> o.register("Gan", Gan::new));
  }

  @Test
  void trainingGoesOnFromAFileOfKeras() throws IOException {
    Path file = folder.resolve("gan.keras");
    Files.write(file, Fixtures.resource("steps/gan.keras"));
    Gan gan = load(file).compile(new Adam(0.05), new SGD(0.1).momentum(0.9));
    gan.loadWeights(file);
    Map<String, List<Double>> history = gan.train();

    double[] dLoss = {1.2488691806793213, 1.295452356338501, 1.320228099822998};
    double[] gLoss = {0.6573743224143982, 0.6711921095848083, 0.7162964344024658};
    for (int i = 0; i < 3; i++) {
      assertThat(history.get("d_loss").get(i)).isCloseTo(dLoss[i], within(1e-5));
      assertThat(history.get("g_loss").get(i)).isCloseTo(gLoss[i], within(1e-5));
    }
  }

  @Test
  void trainingGoesOnAsIfItHadNotBeenBrokenOff() {
    for (String name : List.of("gan.keras", "gan.weights.h5")) {
      Path file = folder.resolve(name);
      Gan gan = compiled(new Gan());
      gan.train();
      if (name.endsWith(".keras")) {
        gan.save(file);
      } else {
        gan.saveWeights(file);
      }
      Map<String, List<Double>> expected = gan.train();
      Gan again = compiled(name.endsWith(".keras") ? load(file) : new Gan());
      again.loadWeights(file);

      assertThat(again.train()).as(name).isEqualTo(expected);
      assertThat(again.optimizerStates()).containsOnlyKeys("d_optimizer", "g_optimizer");
    }
  }

  @Test
  void kerasReadsWhatTheOptimizersRemember() throws Exception {
    String python = System.getenv("HORNBILL_PYTHON");
    assumeTrue(python != null, "HORNBILL_PYTHON is not set");
    Gan gan = compiled(new Gan());
    gan.train();
    gan.saveWeights(folder.resolve("gan.weights.h5"));
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve("docs"))) {
      root = root.getParent();
    }
    Path script = root.resolve("core/model/src/test/python/read_step_optimizers.py");
    Path log = folder.resolve("log");
    int status =
        new ProcessBuilder(python, script.toString(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    try (Npz read = Npz.open(folder.resolve("read.npz"))) {
      gan.optimizerStates()
          .forEach(
              (place, variables) -> {
                for (int i = 0; i < variables.size(); i++) {
                  INDArray own = variables.get(i).value().castTo(DataType.FLOAT);
                  assertThat(read.get(place + i).toFloats()).as(place + i).isEqualTo(own);
                }
              });
    }
  }

  @Test
  void aModelThatCompilesItselfIsReadWithWhatItsOptimizersRemember() {
    Path file = folder.resolve("gan.keras");
    Gan gan = compiled(new Gan());
    gan.train();
    gan.save(file);
    Map<String, List<Double>> expected = gan.train();
    Gan again = (Gan) Model.load(file, o -> o.register("Gan", config -> compiled(new Gan())));

    assertThat(again.train()).isEqualTo(expected);
  }

  @Test
  void whatNoStepHasUsedYetIsKept() {
    Path file = folder.resolve("gan.keras");
    Gan gan = compiled(new Gan());
    gan.train();
    gan.save(file);
    Map<String, List<Double>> expected = gan.train();
    Gan between = compiled(load(file));
    between.loadWeights(file);
    between.save(file);
    Gan again = compiled(load(file));
    again.loadWeights(file);

    assertThat(again.train()).isEqualTo(expected);
  }

  @Test
  void anOptimizerOfOtherVariablesStartsAnew() {
    Path file = folder.resolve("gan.weights.h5");
    Gan gan = compiled(new Gan());
    gan.train();
    gan.saveWeights(file);
    Gan again = new Gan().compile(new SGD(0.1), new SGD(0.1));
    again.loadWeights(file);
    again.train();

    assertThat(again.optimizerStates().get("d_optimizer").get(0).value().getDouble(0)).isEqualTo(3);
    assertThat(again.optimizerStates().get("g_optimizer").get(0).value().getDouble(0)).isEqualTo(3);
  }

  private static void compile(Sequential model, Optimizer optimizer, boolean isOfTheModel) {
    model.compile(
        c ->
            (isOfTheModel ? c.optimizer(optimizer) : c)
                .step(
                    s -> {
                      Tensor x = s.input();
                      Tensor y = s.input();
                      Tensor loss = mean(square(s.call(model, x).minus(y)));
                      s.minimize("loss", loss, optimizer, model);
                    }));
  }

  private static List<Double> train(Sequential model) {
    return model
        .fit(line(8, 2), line(8, 1), f -> f.epochs(3).shuffle(false).verbose(0))
        .history()
        .get("loss");
  }

  @Test
  void theOptimizerOfCompileAndOneOfNoFieldHavePlacesToo() {
    for (boolean isOfTheModel : new boolean[] {true, false}) {
      Path file = folder.resolve("model" + isOfTheModel + ".keras");
      Sequential model = new Sequential(new Input(2), new Dense(1));
      compile(model, new Adam(0.125), isOfTheModel);
      train(model);
      model.save(file);
      List<Double> expected = train(model);
      Sequential again = (Sequential) Model.load(file);
      compile(again, new Adam(0.125), isOfTheModel);
      again.loadWeights(file);

      assertThat(train(again)).isEqualTo(expected);
      Map<String, List<Variable>> states = again.optimizerStates();
      assertThat(states).containsOnlyKeys(isOfTheModel ? "optimizer" : "optimizers/adam");
    }
  }
}
