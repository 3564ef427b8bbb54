package io.hornbill.benchmarks.djl;

import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import org.jspecify.annotations.Nullable;

/** Hands a prepared batch of one row to the model and turns its logits into probabilities. */
final class Probabilities implements Translator<NDList, float[]> {

  @Override
  public NDList processInput(TranslatorContext context, NDList input) {
    return input;
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList output) {
    return output.singletonOrThrow().softmax(-1).toFloatArray();
  }

  @Override
  public @Nullable Batchifier getBatchifier() {
    return null;
  }
}
