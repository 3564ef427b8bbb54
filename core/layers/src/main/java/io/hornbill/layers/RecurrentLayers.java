package io.hornbill.layers;

import io.hornbill.base.internal.Registry;

/** Registers embeddings, recurrent layers, their cells and wrappers. */
final class RecurrentLayers {
  private RecurrentLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(() -> new Embedding(1, 1), "Embedding")
        .add(() -> new ReversibleEmbedding(1, 1), "ReversibleEmbedding")
        .add(() -> new SimpleRNN(1), "SimpleRNN")
        .add(() -> new LSTM(1), "LSTM")
        .add(() -> new GRU(1), "GRU")
        .add(() -> new SimpleRNNCell(1), "SimpleRNNCell")
        .add(() -> new LSTMCell(1), "LSTMCell")
        .add(() -> new GRUCell(1), "GRUCell")
        .addFactory(RNN::from, "RNN")
        .addFactory(StackedRNNCells::from, "StackedRNNCells")
        .add(() -> new ConvLSTM1D(1, 1), "ConvLSTM1D")
        .add(() -> new ConvLSTM2D(1, 1), "ConvLSTM2D")
        .add(() -> new ConvLSTM3D(1, 1), "ConvLSTM3D")
        .addFactory(ConvLSTMCell::from, "ConvLSTMCell")
        .addFactory(Bidirectional::from, "Bidirectional")
        .addFactory(TimeDistributed::from, "TimeDistributed");
  }
}
