package io.hornbill.files.internal.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives every structure of a file its place, members before the groups that list them, and writes
 * them in that order, so that nothing is ever written twice.
 */
final class FileLayout {

  /** Writes the elements of a dataset. */
  @FunctionalInterface
  interface Content {
    void write(WritableByteChannel channel) throws IOException;
  }

  private record Piece(long address, long size, Content content) {}

  /** A group's header with what the superblock repeats of it. */
  private record GroupPlace(long header, long tree, long heap) {}

  private static final int SUPERBLOCK = 96;
  private static final int SYMBOLS_PER_NODE = 8;
  private static final int CHILDREN_PER_NODE = 32;
  private static final int TREE_NODE = 24 + 8 * (2 * CHILDREN_PER_NODE + 1);
  private static final int SYMBOL = 40;
  private static final int SMALLEST_HEAP = 4096;
  private static final int HEAP_PAYLOAD = 1 << 16;
  private static final long UNDEFINED = -1;

  private final List<Piece> pieces = new ArrayList<>();
  private final byte[] superblock;
  private long end = SUPERBLOCK;

  FileLayout(Hdf5GroupBuilder root) {
    GroupPlace place = group(root);
    this.superblock = superblock(place);
  }

  void write(WritableByteChannel channel) throws IOException {
    writeFully(channel, ByteBuffer.wrap(superblock));
    long at = SUPERBLOCK;
    for (Piece piece : pieces) {
      writeFully(channel, ByteBuffer.allocate((int) (piece.address - at)));
      piece.content.write(channel);
      at = piece.address + piece.size;
    }
    writeFully(channel, ByteBuffer.allocate((int) (end - at)));
  }

  static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Compares names by their bytes, as HDF5 sorts them. */
  static int compareBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private long place(byte[] bytes) {
    return place(bytes.length, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  private long place(long size, Content content) {
    long address = end;
    pieces.add(new Piece(address, size, content));
    end = address + size + (-size & 7);
    return address;
  }

  private byte[] superblock(GroupPlace root) {
    return new Encoder()
        .u8(0x89)
        .letters("HDF\r\n")
        .u8(0x1a, '\n')
        .u8(0, 0, 0, 0, 0, 8, 8, 0)
        .u16(SYMBOLS_PER_NODE / 2)
        .u16(CHILDREN_PER_NODE / 2)
        .u32(0)
        .u64(0)
        .u64(UNDEFINED)
        .u64(end)
        .u64(UNDEFINED)
        .u64(0)
        .u64(root.header)
        .u32(1)
        .u32(0)
        .u64(root.tree)
        .u64(root.heap)
        .toBytes();
  }

  private GroupPlace group(Hdf5GroupBuilder group) {
    Map<String, Long> members = new TreeMap<>(FileLayout::compareBytes);
    group.datasets().forEach((name, dataset) -> members.put(name, dataset(dataset)));
    group.groups().forEach((name, inner) -> members.put(name, group(inner).header));
    Encoder names = new Encoder().u64(0);
    List<long[]> symbols = new ArrayList<>();
    members.forEach(
        (name, header) -> {
          symbols.add(new long[] {names.size(), header});
          names.bytes(name.getBytes(StandardCharsets.UTF_8)).u8(0).align();
        });
    long heap = nameHeap(names.toBytes());
    long tree = tree(symbols);
    List<byte[]> messages = attributes(group.attributes());
    messages.add(0, message(0x11, new Encoder().u64(tree).u64(heap).toBytes()));
    return new GroupPlace(header(messages), tree, heap);
  }

  private long nameHeap(byte[] names) {
    long data = place(names);
    return place(
        new Encoder()
            .letters("HEAP")
            .u32(0)
            .u64(names.length)
            .u64(1) // no free space
            .u64(data)
            .toBytes());
  }

  /** Lists members, sorted by name, in a tree built from its leaves. */
  private long tree(List<long[]> symbols) {
    List<Long> nodes = new ArrayList<>();
    List<Long> lastNames = new ArrayList<>();
    for (int from = 0; from < symbols.size(); from += SYMBOLS_PER_NODE) {
      int to = Math.min(symbols.size(), from + SYMBOLS_PER_NODE);
      Encoder leaf = new Encoder().letters("SNOD").u8(1, 0).u16(to - from);
      for (long[] symbol : symbols.subList(from, to)) {
        leaf.u64(symbol[0]).u64(symbol[1]).zeros(SYMBOL - 16);
      }
      nodes.add(place(leaf.zeros(8 + SYMBOLS_PER_NODE * SYMBOL - leaf.size()).toBytes()));
      lastNames.add(symbols.get(to - 1)[0]);
    }
    int level = 0;
    do {
      level(nodes, lastNames, level++);
    } while (nodes.size() > 1);
    return nodes.get(0);
  }

  /** Replaces the nodes of a level by those of the one above. */
  private void level(List<Long> nodes, List<Long> lastNames, int level) {
    List<Long> above = new ArrayList<>();
    List<Long> aboveNames = new ArrayList<>();
    int count = Math.max(1, (nodes.size() + CHILDREN_PER_NODE - 1) / CHILDREN_PER_NODE);
    long first = end;
    for (int i = 0; i < count; i++) {
      int from = i * CHILDREN_PER_NODE;
      int to = Math.min(nodes.size(), from + CHILDREN_PER_NODE);
      Encoder node =
          new Encoder()
              .letters("TREE")
              .u8(0, level)
              .u16(to - from)
              .u64(i == 0 ? UNDEFINED : first + (i - 1L) * TREE_NODE)
              .u64(i == count - 1 ? UNDEFINED : first + (i + 1L) * TREE_NODE)
              .u64(from == 0 ? 0 : lastNames.get(from - 1));
      for (int child = from; child < to; child++) {
        node.u64(nodes.get(child)).u64(lastNames.get(child));
      }
      above.add(place(node.zeros(TREE_NODE - node.size()).toBytes()));
      aboveNames.add(to == 0 ? 0L : lastNames.get(to - 1));
    }
    nodes.clear();
    nodes.addAll(above);
    lastNames.clear();
    lastNames.addAll(aboveNames);
  }

  private long dataset(Hdf5GroupBuilder.DatasetParts dataset) {
    long data = UNDEFINED;
    if (!dataset.texts().isEmpty()) {
      data = place(texts(dataset.texts()));
    } else if (dataset.bytes() > 0) {
      data = place(dataset.bytes(), dataset.content());
    }
    List<byte[]> messages = new ArrayList<>();
    messages.add(message(0x01, Encoder.space(dataset.shape())));
    messages.add(message(0x03, dataset.type()));
    messages.add(message(0x05, new Encoder().u8(2, 2, 2, 1).u32(0).toBytes()));
    messages.add(message(0x08, new Encoder().u8(3, 1).u64(data).u64(dataset.bytes()).toBytes()));
    return header(messages);
  }

  private List<byte[]> attributes(Map<String, Hdf5GroupBuilder.AttributeParts> attributes) {
    List<byte[]> messages = new ArrayList<>();
    attributes.forEach(
        (name, parts) -> {
          byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
          byte[] data = parts.texts().isEmpty() ? parts.data() : texts(parts.texts());
          Encoder body =
              new Encoder()
                  .u8(1, 0)
                  .u16(text.length)
                  .u16(parts.type().length)
                  .u16(parts.space().length)
                  .bytes(text)
                  .align()
                  .bytes(parts.type())
                  .align()
                  .bytes(parts.space())
                  .align()
                  .bytes(data);
          messages.add(message(0x0c, body.toBytes()));
        });
    return messages;
  }

  /** Places texts in heaps and gives the references to them. */
  private byte[] texts(List<String> texts) {
    Encoder references = new Encoder();
    int from = 0;
    while (from < texts.size()) {
      Encoder objects = new Encoder();
      List<Integer> sizes = new ArrayList<>();
      int to = from;
      while (to < texts.size() && objects.size() < HEAP_PAYLOAD) {
        byte[] text = texts.get(to++).getBytes(StandardCharsets.UTF_8);
        sizes.add(text.length);
        objects.u16(to - from).u16(0).u32(0).u64(text.length).bytes(text).align();
      }
      long heap = textHeap(objects);
      for (int i = 0; i < sizes.size(); i++) {
        boolean empty = sizes.get(i) == 0;
        references.u32(sizes.get(i)).u64(empty ? 0 : heap).u32(empty ? 0 : i + 1);
      }
      from = to;
    }
    return references.toBytes();
  }

  private long textHeap(Encoder objects) {
    int size = Math.max(SMALLEST_HEAP, 16 + objects.size() + 16);
    int free = size - 16 - objects.size();
    return place(
        new Encoder()
            .letters("GCOL")
            .u32(1)
            .u64(size)
            .bytes(objects.toBytes())
            .u64(0)
            .u64(free)
            .zeros(free - 16)
            .toBytes());
  }

  private static byte[] message(int type, byte[] body) {
    int padding = -body.length & 7;
    return new Encoder()
        .u16(type)
        .u16(body.length + padding)
        .u32(0)
        .bytes(body)
        .zeros(padding)
        .toBytes();
  }

  private long header(List<byte[]> messages) {
    int size = messages.stream().mapToInt(message -> message.length).sum();
    Encoder header = new Encoder().u8(1, 0).u16(messages.size()).u32(1).u32(size).u32(0);
    messages.forEach(header::bytes);
    return place(header.toBytes());
  }
}
