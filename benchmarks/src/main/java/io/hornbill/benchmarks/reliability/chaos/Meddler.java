package io.hornbill.benchmarks.reliability.chaos;

import io.hornbill.Model;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.Logs;
import java.util.Random;

/** A callback that calls back: what is allowed must work, what is not must be refused. */
final class Meddler extends Callback {
  private final Subject subject;
  private final Model model;
  private final Deeds deeds;
  private final Tally tally;
  private final Random random;

  Meddler(Subject subject, Model model, Deeds deeds, Tally tally, Random random) {
    this.subject = subject;
    this.model = model;
    this.deeds = deeds;
    this.tally = tally;
    this.random = random;
  }

  @Override
  public void onTrainBatchBegin(int batch, Logs logs) {
    meddle();
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    double loss = logs.get("loss");
    if (!Double.isFinite(loss)) {
      tally.wrong("fit " + subject.name + ": a loss of " + loss);
    }
    meddle();
  }

  @Override
  public void onTestBatchBegin(int batch, Logs logs) {
    meddle();
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    meddle();
  }

  private void meddle() {
    tally.done("calls of callbacks");
    Case one = subject.anyCase(random);
    switch (random.nextInt(14)) {
      case 0 -> deeds.predict(subject, model, random);
      case 1 -> deeds.evaluate(subject, model, random);
      case 2 -> model.save(subject.file.resolveSibling(Thread.currentThread().getName() + ".h5"));
      case 3 -> model.setWeights(subject.weights);
      case 4 -> subject.checkWeights("a callback", model.getWeights(), tally);
      case 5 -> refused("close", model::close);
      case 6 -> refused("compile", () -> Subject.compile(model));
      case 7 -> refused("fit", () -> model.fit(one.x(), one.y(), f -> f.verbose(0)));
      case 8 -> refused("trainOnBatch", () -> model.trainOnBatch(one.x(), one.y()));
      case 9 -> model.activations();
      case 10 -> model.stopTraining();
      default -> model.learningRate();
    }
  }

  private void refused(String what, Runnable call) {
    try {
      call.run();
      tally.wrong("a callback: " + what + " was not refused");
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("stopTraining()")) {
        tally.thrown("a callback's " + what, e);
      }
    }
  }
}
