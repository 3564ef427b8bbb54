package io.hornbill.files.internal.torch;

import io.hornbill.files.internal.ByteSource;

/** One of the two forms of PyTorch's files: an object, and the storages it refers to. */
interface TorchContainer extends AutoCloseable {
  /** The file, for messages. */
  String name();

  /** What was saved. */
  Object root();

  /** How many bytes there are of a storage. */
  long size(TorchTensor.Storage storage);

  /** The bytes of a storage. */
  ByteSource bytes(TorchTensor.Storage storage);

  @Override
  void close();
}
