package io.hornbill.visualization.internal.live;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.TrainingModel;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.layers.Network;
import io.hornbill.visualization.PlotOptions;
import io.hornbill.visualization.internal.diagram.Diagram;
import io.hornbill.visualization.internal.diagram.DiagramScene;
import io.hornbill.visualization.internal.diagram.ModelDiagram;
import io.hornbill.visualization.internal.scene.SvgWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a run what a training's callbacks hear. Whatever fails here, training goes on. */
public final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final String LEARNING_RATE = "learning_rate";

  private final int histogramFreq;
  private Pace pace = new Pace();
  private @Nullable Run run;
  private @Nullable TrainingModel model;
  private TrainingParameters parameters = new TrainingParameters(1, -1, 0);
  private long batches;
  private int epoch;
  private boolean warned;

  /** With histograms of the weights every so many epochs; 0 for only when the page asks. */
  public Recorder(int histogramFreq) {
    this.histogramFreq = histogramFreq;
  }

  /** Begins a run. */
  public void begin(Supplier<Run> makeRun, TrainingModel trained, TrainingParameters known) {
    warned = false;
    guarded(
        () -> {
          Run made = makeRun.get();
          run = made;
          model = trained;
          parameters = known;
          batches = 0;
          pace = new Pace();
          made.fact("epochs", known.epochs());
          if (trained instanceof Network network) {
            made.model(picture(network), summary(network));
          }
        });
  }

  private static Supplier<String> picture(Network network) {
    PlotOptions options = new PlotOptions().showShapes(true).showLayerNames(true);
    Diagram diagram = ModelDiagram.of(network, options.expandNested(true));
    return () -> SvgWriter.write(DiagramScene.of(diagram, "TB"));
  }

  private static String summary(Network network) {
    StringBuilder table = new StringBuilder();
    network.summary(line -> table.append(line).append('\n'));
    return table.toString();
  }

  /** Before an epoch. */
  public void beginEpoch(int number) {
    epoch = number;
    pace.beginEpoch();
    guarded(
        () -> {
          known().fact("epoch", number + 1);
          known().fact("batch", 0);
        });
  }

  /** After a batch. */
  public void endBatch(int batch, Logs logs) {
    batches++;
    guarded(
        () -> {
          Run known = known();
          pace.add(trained().batchRows());
          logs.forEach((metric, value) -> known.addBatch(metric, (double) batches, value));
          known.addBatch(LEARNING_RATE, (double) batches, trained().learningRate());
          known.fact("batch", batch + 1);
          known.fact("batches", Math.max(parameters.steps(), pace.stepsPerEpoch()));
          pace.facts(known, parameters, epoch, batch);
          if (known.wantsWeights()) {
            known.weights(WeightBins.of(trained().trainedLayers()));
          }
        });
  }

  /** After an epoch and its validation. */
  public void endEpoch(int number, Logs logs) {
    pace.endEpoch();
    guarded(
        () -> {
          Run known = known();
          logs.forEach((metric, value) -> known.addEpoch(metric, number, value));
          if (!logs.containsKey(LEARNING_RATE)) {
            known.addEpoch(LEARNING_RATE, number, trained().learningRate());
          }
          known.addEpoch("batches", number, (double) batches);
          if (histogramFreq > 0 && (number + 1) % histogramFreq == 0) {
            known.weights(WeightBins.of(trained().trainedLayers()));
          }
        });
  }

  /** After training. */
  public void end() {
    guarded(() -> known().end(trained().hasFailed() ? Run.Status.FAILED : Run.Status.ENDED));
    run = null;
    model = null;
  }

  private Run known() {
    if (run == null) {
      throw new IllegalStateException("no run has begun");
    }
    return run;
  }

  private TrainingModel trained() {
    if (model == null) {
      throw new IllegalStateException("no run has begun");
    }
    return model;
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      if (!warned) {
        warned = true;
        LOG.warn(
            Fault.of("Dashboard")
                .expected("the page should show the training")
                .received(e.toString())
                .remedy("Training goes on without.")
                .message());
      }
    }
  }
}
