package io.hornbill.layers;

import io.hornbill.graph.Registry;

/** Registers embeddings, recurrent layers, their cells and wrappers. */
final class RecurrentLayers {
  private RecurrentLayers() {}

  static void register(Registry<Layer> registry) {
    registry
        .add(Embedding::from, "Embedding")
        .add(ReversibleEmbedding::from, "ReversibleEmbedding")
        .add(SimpleRNN::from, "SimpleRNN")
        .add(LSTM::from, "LSTM")
        .add(GRU::from, "GRU")
        .add(SimpleRNNCell::from, "SimpleRNNCell")
        .add(LSTMCell::from, "LSTMCell")
        .add(GRUCell::from, "GRUCell")
        .add(RNN::from, "RNN")
        .add(StackedRNNCells::from, "StackedRNNCells")
        .add(ConvLSTM1D::from, "ConvLSTM1D")
        .add(ConvLSTM2D::from, "ConvLSTM2D")
        .add(ConvLSTM3D::from, "ConvLSTM3D")
        .add(ConvLSTMCell::from, "ConvLSTMCell")
        .add(Bidirectional::from, "Bidirectional")
        .add(TimeDistributed::from, "TimeDistributed")
        .add(TimeDistributedDense::from, "TimeDistributedDense");
  }
}
