package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.ProgbarLogger;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.ArrayFeed;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Feed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One call of {@code fit}: puts data, validation data, options and callbacks together. */
final class Fitting {
  private final TrainableModel model;
  private final FitOptions options;
  private final String owner;

  Fitting(TrainableModel model, FitOptions options) {
    this.model = model;
    this.options = options;
    owner = "Model \"" + model.name() + "\"";
  }

  /** Trains on arrays. */
  History arrays(List<INDArray> x, List<INDArray> y) {
    Trainer trainer = model.trainer("fit", x);
    Preparation prepare = new Preparation(model);
    Batch given = prepare.batch(x, y, options.sampleWeight().inOrder(prepare, trainer.builder()));
    DataSet all = prepare.examples(trainer.builder(), given, options.classWeight());
    DataSet train = all;
    Feed validation = validation();
    if (validation == null && options.validationSplit() > 0) {
      int split = split(all.rows());
      train = all.slice(0, split);
      // As in Keras, weights by class are for training only.
      DataSet plain =
          options.classWeight().isEmpty() ? all : prepare.examples(trainer.builder(), given);
      validation = new ArrayFeed(plain.slice(split, all.rows()), options.validationBatchSize());
    }
    Feed feed =
        new ArrayFeed(train, options.batchSize(), options.shuffle(), options.initialEpoch());
    return fit(feed, validation);
  }

  /** Trains on a source. */
  History source(BatchSource source) {
    model.requireCompiled("fit");
    options.checkForSource();
    options.checkPasses(source);
    return fit(feed(source, options.classWeight()), validation());
  }

  private int split(int rows) {
    int split = (int) Math.floor(rows * (1 - options.validationSplit()));
    if (split <= 0 || split >= rows) {
      throw Fault.of(owner)
          .expected("validationSplit must leave rows on both sides")
          .received("%s of %s rows", options.validationSplit(), rows)
          .remedy("Choose another share.")
          .argument();
    }
    return split;
  }

  private Feed feed(BatchSource source, Map<Integer, Double> classWeight) {
    return model.feed("fit", source, options.prefetch(), classWeight);
  }

  private @Nullable Feed validation() {
    BatchSource source = options.validationSource();
    if (source != null) {
      return feed(source, Map.of());
    }
    NamedBatch given = options.validation();
    if (given == null) {
      return null;
    }
    Preparation prepare = new Preparation(model);
    List<INDArray> x = given.x().apply(prepare);
    StepBuilder builder = model.trainer("fit", x).builder();
    Batch batch = new Batch(x, given.y().apply(prepare), given.weights().inOrder(prepare, builder));
    DataSet data = prepare.examples(builder, batch);
    return new ArrayFeed(data, options.validationBatchSize());
  }

  private History fit(Feed feed, @Nullable Feed validationFeed) {
    History history = new History();
    try (Epochs train = new Epochs(owner, feed, options.stepsPerEpoch());
        Epochs validation =
            validationFeed == null
                ? null
                : new Epochs(owner, validationFeed, options.validationSteps())) {
      boolean ready = makeStep(true, train) && (validation == null || makeStep(false, validation));
      if (ready) {
        List<Callback> callbacks = new ArrayList<>(options.callbacks());
        callbacks.add(new ProgbarLogger());
        callbacks.add(history);
        // What it saves holds what the others did.
        callbacks.sort(Comparator.comparing(BackupAndRestore.class::isInstance));
        var parameters = new TrainingParameters(options.epochs(), train.steps(), options.verbose());
        CallbackList list = new CallbackList(callbacks, model, parameters);
        model.trainer().fit(train, validation, options, list);
      }
    }
    return history;
  }

  /** Compiles the first step, which checks the shapes before anything is computed. */
  private boolean makeStep(boolean training, Epochs data) {
    BatchShapes shapes = data.first();
    if (shapes == null) {
      return false;
    }
    model.trainer().prepare(training, shapes);
    return true;
  }
}
