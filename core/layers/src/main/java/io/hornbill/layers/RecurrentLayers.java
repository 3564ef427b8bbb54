package io.hornbill.layers;

import io.hornbill.base.Registry;

/** Registers embeddings, recurrent layers, their cells and wrappers. */
final class RecurrentLayers {
  private RecurrentLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .addFactory(Embedding::from, "Embedding")
        .addFactory(ReversibleEmbedding::from, "ReversibleEmbedding")
        .addFactory(SimpleRNN::from, "SimpleRNN")
        .addFactory(LSTM::from, "LSTM")
        .addFactory(GRU::from, "GRU")
        .addFactory(SimpleRNNCell::from, "SimpleRNNCell")
        .addFactory(LSTMCell::from, "LSTMCell")
        .addFactory(GRUCell::from, "GRUCell")
        .addFactory(RNN::from, "RNN")
        .addFactory(StackedRNNCells::from, "StackedRNNCells")
        .addFactory(ConvLSTM1D::from, "ConvLSTM1D")
        .addFactory(ConvLSTM2D::from, "ConvLSTM2D")
        .addFactory(ConvLSTM3D::from, "ConvLSTM3D")
        .addFactory(ConvLSTMCell::from, "ConvLSTMCell")
        .addFactory(Bidirectional::from, "Bidirectional")
        .addFactory(TimeDistributed::from, "TimeDistributed");
  }
}
