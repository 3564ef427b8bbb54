package io.hornbill.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.hostile.ChildJvm.Outcome;
import io.hornbill.layers.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Each fault of an environment has a message of its own, the second time too. */
@Tag("processes")
class EnvironmentFaultsTest {
  private static final String PREDICTED = "PREDICTED [6.0, 12.0]";

  @TempDir Path folder;

  private static List<String> met(Outcome outcome) {
    return outcome.said().lines().filter(line -> line.startsWith("MET ")).toList();
  }

  private static Outcome predict(ChildJvm child, int units) throws Exception {
    return child.run(FaultProgram.class, "predict", Integer.toString(units));
  }

  @Test
  void anUnknownEngineIsRefusedEachTime() throws Exception {
    Outcome outcome = predict(new ChildJvm().option("-Dhornbill.engine=cuda"), 2);
    String message =
        "MET java.lang.IllegalArgumentException: Engine: -Dhornbill.engine must be \"onednn\" or"
            + " \"nd4j\". Received: \"cuda\". Choose one of them.";
    assertThat(met(outcome)).as(outcome.said()).containsExactly(message, message);
  }

  @Test
  void withoutOneDnnTheOtherEngineComputesAndOneLineSaysSo() throws Exception {
    Outcome outcome = predict(new ChildJvm().without("dnnl-"), 2);
    assertThat(outcome.said().lines().filter(line -> line.equals("PREDICTED 2"))).hasSize(2);
    assertThat(outcome.said().lines().filter(line -> line.contains("nd4j engine"))).hasSize(1);
    assertThat(outcome.said()).contains("WARN oneDNN cannot be used here (");
  }

  @Test
  void withoutAnyNativesOneMessageSaysWhatToAdd() throws Exception {
    Outcome outcome = predict(new ChildJvm().without("dnnl-", "nd4j-native-", "openblas-"), 2);
    assertThat(met(outcome)).as(outcome.said()).hasSize(2);
    assertThat(met(outcome))
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "MET java.lang.IllegalStateException: Hornbill: the native libraries of"
                            + " ND4J must be on the class path, for both engines. Received: ")
                    .contains("Add org.nd4j:nd4j-native with classifier ")
                    .contains("org.bytedeco:openblas with classifier ")
                    .contains("org.bytedeco:dnnl with classifier "));
  }

  /** {@code y = [1 2; 3 4] x + 1}, in a file of either form. */
  private Path saved(String name) {
    Path file = folder.resolve(name);
    try (Sequential model = new Sequential(new Input(2), new Dense(2).biasInitializer("ones"))) {
      model
          .layers()
          .get(0)
          .setWeights(
              List.of(
                  Nd4j.createFromArray(new float[][] {{1, 3}, {2, 4}}),
                  Nd4j.createFromArray(1f, 1f)));
      model.save(file);
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5"})
  void aFileIsReadWhileLibrariesAreLoaded(String name) throws Exception {
    String file = saved(name).toString();
    Outcome outcome = new ChildJvm().run(FaultProgram.class, "load", file);
    assertThat(outcome.said().lines()).containsExactly(PREDICTED, PREDICTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5"})
  void aFileIsNotReadWithoutLibraries(String name) throws Exception {
    String file = saved(name).toString();
    ChildJvm child = new ChildJvm().without("dnnl-", "nd4j-native-", "openblas-");
    Outcome outcome = child.run(FaultProgram.class, "load", file);
    assertThat(met(outcome)).as(outcome.said()).hasSize(2);
    assertThat(met(outcome))
        .allSatisfy(line -> assertThat(line).contains("Add org.nd4j:nd4j-native with classifier "));
  }

  @Test
  void aFileIsReadWithoutOneDnnAndOneLineSaysSo() throws Exception {
    String file = saved("m.keras").toString();
    Outcome outcome = new ChildJvm().without("dnnl-").run(FaultProgram.class, "load", file);
    assertThat(outcome.said().lines().filter(PREDICTED::equals)).hasSize(2);
    assertThat(outcome.said().lines().filter(line -> line.contains("nd4j engine"))).hasSize(1);
  }

  @Test
  void whatOffHeapMemoryCannotHoldIsRefusedWithTheRemedy() throws Exception {
    ChildJvm child = new ChildJvm().option("-Dorg.bytedeco.javacpp.maxbytes=1m");
    Outcome outcome = predict(child, 1_000_000);
    assertThat(met(outcome)).as(outcome.said()).hasSize(2);
    assertThat(met(outcome))
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "MET java.lang.IllegalArgumentException: Plan: what a plan needs must fit"
                            + " into JavaCPP's limit, 1.0 MB. Received: 3.8 MB, most of it for"
                            + " Dense(wide) (")
                    .contains("Raise -Dorg.bytedeco.javacpp.maxbytes"));
  }

  @Test
  void offHeapMemoryAtItsEndHasARemedy() throws Exception {
    ChildJvm child =
        new ChildJvm()
            .option(
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=32m",
                "-Dorg.bytedeco.javacpp.maxretries=1");
    Outcome outcome = predict(child, 2);
    assertThat(met(outcome)).as(outcome.said()).isNotEmpty();
    assertThat(met(outcome).get(0))
        .contains("memory outside the Java heap must be left")
        .contains("-Dorg.bytedeco.javacpp.maxphysicalbytes");
  }

  @Test
  void aPlanAboveTheLimitIsRefusedWithTheLayerThatNeedsMost() throws Exception {
    Outcome outcome = predict(new ChildJvm().option("-Dhornbill.memory.limit=8m"), 500_000);
    assertThat(met(outcome)).as(outcome.said()).hasSize(2);
    assertThat(met(outcome).get(0))
        .startsWith(
            "MET java.lang.IllegalArgumentException: Plan: what a model needs must fit into memory,"
                + " 8.0 MB. Received: ")
        .contains("for a plan, most of it for Dense(wide) (");
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Outcome outcome =
        predict(
            new ChildJvm()
                .option(
                    "-Dorg.bytedeco.javacpp.cachedir=" + file.resolve("a"),
                    "-Duser.home=" + file.resolve("b"),
                    "-Djava.io.tmpdir=" + file.resolve("c")),
            2);
    assertThat(met(outcome)).as(outcome.said()).hasSize(2);
    assertThat(met(outcome).get(0))
        .startsWith(
            "MET java.lang.IllegalStateException: Hornbill: native libraries must be unpacked into"
                + " a folder that may be written to. Received: Could not create the cache")
        .contains("Set -Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }

  @Test
  void parallelTrainingWarnsOfALossThatIsNotFiniteToo() throws Exception {
    Outcome outcome = new ChildJvm().run(FaultProgram.class, "parallel");
    assertThat(outcome.said()).contains("TRAINED");
    assertThat(
            outcome
                .said()
                .lines()
                .filter(
                    line ->
                        line.startsWith("WARN Model \"m\": the loss must be finite. Received: ")))
        .as(outcome.said())
        .hasSize(1);
  }

  @Test
  void withoutALogWarningsReachStandardErrorOnce() throws Exception {
    Outcome outcome = new ChildJvm().run(FaultProgram.class, "warn");
    assertThat(outcome.said()).contains("TRAINED");
    assertThat(
            outcome
                .said()
                .lines()
                .filter(
                    line ->
                        line.startsWith("WARN Model \"m\": the loss must be finite. Received: ")))
        .as(outcome.said())
        .hasSize(1);
    assertThat(
            outcome
                .said()
                .lines()
                .filter(line -> line.startsWith("WARN EarlyStopping: monitor must be one of")))
        .hasSize(1);
  }
}
