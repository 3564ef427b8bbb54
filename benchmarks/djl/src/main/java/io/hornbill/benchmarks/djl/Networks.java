package io.hornbill.benchmarks.djl;

import ai.djl.basicmodelzoo.cv.classification.MobileNetV2;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import io.hornbill.benchmarks.harness.Workload;
import java.util.List;

/** The workloads' models in DJL's blocks, ending in logits, as its softmax cross entropy wants. */
final class Networks {

  private Networks() {}

  static Block of(Workload workload) {
    return switch (workload) {
      case MLP, PREDICT_LATENCY -> mlp().add(classes());
      case CNN -> cnn().add(classes());
      case LSTM -> lstm().add(classes());
      case GRU -> gru().add(classes());
      case RESNET_BLOCK -> resnetBlock().add(classes());
      case ATTENTION -> attention().add(classes());
      case MOBILENET_V2 -> MobileNetV2.builder().setOutSize(Workload.CLASSES).build();
      case RESNET50 -> resnet50();
    };
  }

  private static SequentialBlock mlp() {
    return new SequentialBlock()
        .add(linear(512))
        .add(Activation.reluBlock())
        .add(linear(512))
        .add(Activation.reluBlock());
  }

  private static SequentialBlock cnn() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(32).build())
        .add(Activation.reluBlock())
        .add(Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(64).build())
        .add(Activation.reluBlock())
        .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
        .add(Blocks.batchFlattenBlock())
        .add(linear(128))
        .add(Activation.reluBlock());
  }

  /** Both layers in one block: PyTorch's fused stack. */
  private static SequentialBlock lstm() {
    return new SequentialBlock()
        .add(LSTM.builder().setStateSize(128).setNumLayers(2).build())
        .add(lastStep());
  }

  private static SequentialBlock gru() {
    return new SequentialBlock()
        .add(GRU.builder().setStateSize(128).setNumLayers(2).build())
        .add(lastStep());
  }

  private static Block lastStep() {
    return LambdaBlock.singleton(sequence -> sequence.get(":, -1"));
  }

  private static SequentialBlock resnetBlock() {
    SequentialBlock convolutions = new SequentialBlock();
    for (int i = 0; i < 2; i++) {
      convolutions
          .add(
              Conv2d.builder()
                  .setKernelShape(new Shape(3, 3))
                  .setFilters(64)
                  .optPadding(new Shape(1, 1))
                  .optBias(false)
                  .build())
          .add(BatchNorm.builder().build())
          .add(Activation.reluBlock());
    }
    return new SequentialBlock()
        .add(
            new ParallelBlock(
                branches ->
                    new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).head())),
                List.of(convolutions, Blocks.identityBlock())))
        .add(Pool.globalAvgPool2dBlock());
  }

  private static SequentialBlock attention() {
    return new SequentialBlock()
        .add(
            ScaledDotProductAttentionBlock.builder()
                .setEmbeddingSize(256)
                .setHeadCount(8)
                .optAttentionProbsDropoutProb(0f)
                .build())
        .add(LambdaBlock.singleton(sequence -> sequence.mean(new int[] {1})));
  }

  private static Block resnet50() {
    return ResNetV1.builder()
        .setImageShape(new Shape(3, 224, 224))
        .setNumLayers(50)
        .setOutSize(Workload.CLASSES)
        .build();
  }

  private static Linear classes() {
    return linear(Workload.CLASSES);
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }
}
