package io.hornbill.benchmarks.reliability.chaos;

import io.hornbill.Model;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.training.SplitStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What a thread may do to a subject, and the checks of what comes of it. */
final class Deeds {
  /** One call or a few. */
  @FunctionalInterface
  interface Deed {
    /** Does it. */
    void run(Subject subject, Random random) throws Exception;
  }

  private final Tally tally;
  private final Path folder;
  private final Map<String, Deed> all = new LinkedHashMap<>();
  private final List<String> often =
      List.of("predict", "predict", "predict", "evaluate", "evaluate", "fit", "fit", "getWeights");

  Deeds(Tally tally, Path folder) {
    this.tally = tally;
    this.folder = folder;
    asking();
    training();
    files();
    life();
  }

  /** Chooses a deed. */
  String any(Random random) {
    if (random.nextBoolean()) {
      return often.get(random.nextInt(often.size()));
    }
    return all.keySet().stream().skip(random.nextInt(all.size())).findFirst().orElseThrow();
  }

  Deed of(String name) {
    Deed deed = all.get(name);
    if (deed == null) {
      throw new IllegalArgumentException(name);
    }
    return deed;
  }

  private void asking() {
    all.put("predict", (subject, random) -> predict(subject, subject.model(), random));
    all.put(
        "predictOnBatch",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          one.checkPrediction(
              "predictOnBatch " + subject.name, subject.model().predictOnBatch(one.x()), tally);
        });
    all.put("evaluate", (subject, random) -> evaluate(subject, subject.model(), random));
    all.put(
        "testOnBatch",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          Logs logs = subject.model().testOnBatch(one.x(), one.y());
          one.checkLoss("testOnBatch " + subject.name, logs.get("loss"), tally);
        });
    all.put(
        "getWeights",
        (subject, random) ->
            subject.checkWeights(
                "getWeights " + subject.name, subject.model().getWeights(), tally));
    all.put("toJson", (subject, random) -> Model.fromJson(subject.model().toJson()).close());
    all.put("summary", (subject, random) -> subject.model().summary(line -> {}));
    all.put(
        "look",
        (subject, random) -> {
          Model model = subject.model();
          model.trainedLayers();
          model.activations();
          model.optimizerVariables();
          model.compileConfig();
          model.learningRate();
          model.iterations();
          model.countParams();
        });
  }

  void predict(Subject subject, Model model, Random random) {
    Case one = subject.anyCase(random);
    int size = 1 + random.nextInt(40);
    one.checkPrediction(
        "predict " + subject.name, model.predict(one.x(), o -> o.batchSize(size)), tally);
  }

  void evaluate(Subject subject, Model model, Random random) {
    Case one = subject.anyCase(random);
    int size = 1 + random.nextInt(40);
    Logs logs = model.evaluate(one.x(), one.y(), e -> e.batchSize(size).verbose(0));
    one.checkLoss("evaluate " + subject.name, logs.get("loss"), tally);
  }

  private void training() {
    all.put("compile", (subject, random) -> Subject.compile(subject.model()));
    all.put(
        "fit",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          Model model = subject.model();
          model.fit(
              one.x(),
              one.y(),
              f ->
                  f.batchSize(1 + random.nextInt(20))
                      .epochs(1 + random.nextInt(2))
                      .validationData(one.x(), one.y())
                      .verbose(0)
                      .callbacks(new Meddler(subject, model, this, tally, random)));
        });
    all.put(
        "fitSource",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          Batch batch = new Batch(one.x(), one.y());
          BatchSource source =
              BatchSource.of(() -> Stream.generate(() -> batch).limit(3).iterator());
          subject.model().fit(source, f -> f.verbose(0).prefetch(random.nextInt(3)));
        });
    all.put(
        "trainOnBatch",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          subject.model().trainOnBatch(one.x(), one.y());
        });
    all.put(
        "splitStep",
        (subject, random) -> {
          Case one = subject.anyCase(random);
          try (SplitStep step = subject.model().splitStep()) {
            step.computeGradients(List.of(one.x()), List.of(one.y()));
            step.applyGradients();
          }
        });
    all.put("setWeights", (subject, random) -> subject.model().setWeights(subject.weights));
    all.put("learningRate", (subject, random) -> subject.model().learningRate(0));
    all.put("stopTraining", (subject, random) -> subject.model().stopTraining());
  }

  private void files() {
    all.put(
        "save",
        (subject, random) -> {
          if (random.nextBoolean()) {
            Thread.currentThread().interrupt();
          }
          Path file = folder.resolve(Thread.currentThread().getName() + ".keras");
          subject.model().save(file);
          Thread.interrupted();
          try (Model read = Model.load(file)) {
            predict(subject, read, random);
          }
        });
    all.put(
        "saveWeights",
        (subject, random) -> {
          String end = List.of(".weights.h5", ".h5", ".safetensors").get(random.nextInt(3));
          Path file = folder.resolve(Thread.currentThread().getName() + end);
          subject.model().saveWeights(file);
          subject.model().loadWeights(file);
          Files.delete(file);
        });
    all.put("loadWeights", (subject, random) -> subject.model().loadWeights(subject.file));
  }

  private void life() {
    all.put("replace", (subject, random) -> subject.replace(random));
    all.put(
        "closedTwice",
        (subject, random) -> {
          Model model = Model.load(subject.file);
          predict(subject, model, random);
          model.close();
          model.close();
          try {
            model.predict(subject.anyCase(random).x());
            tally.wrong("closedTwice: a closed model has answered");
          } catch (IllegalStateException expected) {
            tally.done("refused when closed");
          }
        });
  }
}
