package io.hornbill.callbacks;

import io.hornbill.base.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A training whose numbers are given; its only weight is the number of epochs begun. */
class FakeTraining implements TrainingModel {
  final List<String> events = new ArrayList<>();
  final List<Logs> epochLogs = new ArrayList<>();
  int epochs;
  double rate = 1;
  double weight;
  boolean average = true;
  Config config = new Config().with("name", "fake");
  List<TrainedLayer> layers = List.of();
  Map<String, INDArray> activations = Map.of();
  Logs testLogs = new Logs();
  long iterations;
  private boolean stopped;

  static Logs logs(Object... namesAndValues) {
    Logs logs = new Logs();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      logs.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return logs;
  }

  /** Trains an epoch of one batch per value. */
  void run(String name, List<Double> values, Callback... callbacks) {
    run(values.stream().map(value -> logs(name, value)).toList(), 1, callbacks);
  }

  void run(List<Logs> logsOfEpochs, int batches, Callback... callbacks) {
    int total = logsOfEpochs.size();
    CallbackList all =
        new CallbackList(List.of(callbacks), this, new TrainingParameters(total, batches, 0));
    stopped = false;
    all.onTrainBegin(new Logs());
    Logs logs = new Logs();
    for (epochs = 0; epochs < total && !stopped; ) {
      all.onEpochBegin(epochs, new Logs());
      weight = epochs + 1;
      logs = new Logs(logsOfEpochs.get(epochs));
      for (int batch = 0; batch < batches && !stopped; batch++) {
        all.onTrainBatchBegin(batch, new Logs());
        iterations++;
        all.onTrainBatchEnd(batch, new Logs(logs));
      }
      all.onTestBegin(new Logs());
      all.onTestEnd(testLogs);
      all.onEpochEnd(epochs, logs);
      epochLogs.add(logs);
      epochs++;
    }
    all.onTrainEnd(logs);
  }

  /** What is printed while something runs. */
  static String printed(Runnable action) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String className() {
    return "Sequential";
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public List<TrainedLayer> trainedLayers() {
    return layers;
  }

  @Override
  public Map<String, INDArray> activations() {
    return activations;
  }

  @Override
  public long iterations() {
    return iterations;
  }

  @Override
  public void stopTraining() {
    stopped = true;
  }

  @Override
  public List<INDArray> getWeights() {
    return List.of(Nd4j.scalar(weight));
  }

  @Override
  public void setWeights(List<INDArray> weights) {
    weight = weights.get(0).getDouble(0);
  }

  @Override
  public void save(Path path) {
    write(path, "model " + weight);
  }

  @Override
  public void saveWeights(Path path) {
    write(path, "weights " + weight);
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public void learningRate(double learningRate) {
    rate = learningRate;
  }

  @Override
  public boolean keepsAverage() {
    return average || TrainingModel.super.keepsAverage();
  }

  @Override
  public void swapWithAverage() {
    events.add("swap");
  }
}
