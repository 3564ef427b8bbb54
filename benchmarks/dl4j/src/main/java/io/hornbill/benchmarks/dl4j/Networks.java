package io.hornbill.benchmarks.dl4j;

import io.hornbill.benchmarks.harness.Workload;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The workloads' models in Deeplearning4j's layers. */
final class Networks {

  private Networks() {}

  static MultiLayerConfiguration sequential(Workload workload) {
    return switch (workload) {
      case MLP, PREDICT_LATENCY -> mlp();
      case CNN -> cnn();
      case LSTM -> lstm();
      case ATTENTION -> attention();
      case GRU -> throw new UnsupportedOperationException("Deeplearning4j has no GRU layer");
      case MOBILENET_V2, RESNET50 ->
          throw new UnsupportedOperationException(
              "not written: by its resnet-block, a step would take half a minute");
      case RESNET_BLOCK -> throw new IllegalArgumentException("Networks: a graph, not sequential.");
    };
  }

  private static MultiLayerConfiguration mlp() {
    return configuration()
        .list()
        .layer(dense(512))
        .layer(dense(512))
        .layer(output())
        .setInputType(InputType.feedForward(784))
        .build();
  }

  private static MultiLayerConfiguration cnn() {
    return configuration()
        .list()
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).activation(Activation.RELU).build())
        .layer(new ConvolutionLayer.Builder(3, 3).nOut(64).activation(Activation.RELU).build())
        .layer(new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build())
        .layer(dense(128))
        .layer(output())
        .setInputType(InputType.convolutional(28, 28, 1))
        .build();
  }

  private static MultiLayerConfiguration lstm() {
    return configuration()
        .list()
        .layer(recurrent())
        .layer(new LastTimeStep(recurrent()))
        .layer(output())
        .setInputType(InputType.recurrent(128, 80))
        .build();
  }

  /** Its projections have no bias, which spares it a little work. */
  private static MultiLayerConfiguration attention() {
    return configuration()
        .list()
        .layer(
            new SelfAttentionLayer.Builder()
                .nOut(256)
                .nHeads(8)
                .headSize(32)
                .projectInput(true)
                .build())
        .layer(new GlobalPoolingLayer(PoolingType.AVG))
        .layer(output())
        .setInputType(InputType.recurrent(256, 128))
        .build();
  }

  static ComputationGraphConfiguration resnetBlock() {
    return configuration()
        .graphBuilder()
        .addInputs("input")
        .addLayer("conv1", convolution(), "input")
        .addLayer("norm1", new BatchNormalization.Builder().build(), "conv1")
        .addLayer("relu1", new ActivationLayer(Activation.RELU), "norm1")
        .addLayer("conv2", convolution(), "relu1")
        .addLayer("norm2", new BatchNormalization.Builder().build(), "conv2")
        .addLayer("relu2", new ActivationLayer(Activation.RELU), "norm2")
        .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "relu2", "input")
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "add")
        .addLayer("output", output(), "pool")
        .setOutputs("output")
        .setInputTypes(InputType.convolutional(56, 56, 64))
        .build();
  }

  private static NeuralNetConfiguration.Builder configuration() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(1e-3));
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
  }

  private static LSTM recurrent() {
    return new LSTM.Builder().nOut(128).activation(Activation.TANH).build();
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(64)
        .convolutionMode(ConvolutionMode.Same)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(Workload.CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
