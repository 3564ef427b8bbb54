package io.hornbill.files.internal.npy;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.MemoryBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python pickles of plain data, protocols 0 to 5: None, booleans, numbers, texts, bytes,
 * lists, tuples, dictionaries, NumPy's arrays and scalars. Whatever else a pickle asks for is
 * refused by name; nothing in a pickle is ever executed, and no class is made because a pickle
 * names it.
 *
 * <p>The objects become {@link Long} or {@link java.math.BigInteger}, {@link Double}, {@link
 * Boolean}, {@link String}, {@code byte[]} (also for Python 2's texts, except as keys of
 * dictionaries), {@link List}, {@link Map}, {@link NumpyArray} and null.
 *
 * <pre>{@code
 * Map<?, ?> batch = (Map<?, ?>) Pickle.read(Files.readAllBytes(file), file.toString());
 * NumpyArray images = (NumpyArray) batch.get("data");
 * }</pre>
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools</a>
 */
public final class Pickle {

  private static final int HIGHEST_PROTOCOL = 5;

  /** So many instructions, of which none makes more than 128 bytes, and what they may take. */
  private static final int BUDGET_STEP = 1 << 16;

  private static final long BUDGET = 8L << 20;

  private final PickleInput in;
  private final PickleObjects objects;
  private final List<@Nullable Object> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, @Nullable Object> memo = new HashMap<>();
  private final IdentityHashMap<Object, List<Integer>> unfinishedAt = new IdentityHashMap<>();
  private final String place;
  private int instructions;

  /**
   * What was read.
   *
   * @param value the object
   * @param end where the next byte after the pickle is
   */
  public record Read(@Nullable Object value, int end) {}

  private Pickle(byte[] bytes, int offset, String place, @Nullable PickleExtension extension) {
    this.in = new PickleInput(bytes, offset, place);
    this.objects = new PickleObjects(in, place, extension);
    this.place = place;
  }

  /**
   * Reads a pickle.
   *
   * @param bytes the pickle
   * @param place what messages call it
   * @return the object in it
   * @throws ModelFormatException if it is damaged or holds anything but plain data
   */
  public static @Nullable Object read(byte[] bytes, String place) {
    return read(bytes, 0, place);
  }

  static @Nullable Object read(byte[] bytes, int offset, String place) {
    return new Pickle(bytes, offset, place, null).run();
  }

  /**
   * Reads a pickle of another library, which other data may follow.
   *
   * @param bytes the pickle
   * @param offset where it begins
   * @param place what messages call it
   * @param extension says what the pickle may hold besides plain data
   * @return the object in it
   * @throws ModelFormatException if it is damaged or holds what the extension refuses
   */
  public static Read read(byte[] bytes, int offset, String place, PickleExtension extension) {
    Pickle pickle = new Pickle(bytes, offset, place, extension);
    Object value = pickle.run();
    return new Read(value, pickle.in.position());
  }

  private @Nullable Object run() {
    while (true) {
      if (++instructions % BUDGET_STEP == 0) {
        requireMemory();
      }
      int opcode = in.opcode();
      if (opcode == '.') {
        return objects.requirePlain(pop());
      }
      if (!simple(opcode) && !memory(opcode) && !collection(opcode) && !object(opcode)) {
        throw in.damaged("an instruction must be one of plain data", "code " + opcode);
      }
    }
  }

  /** For what comes before the next look, and for tables that grow, of which there are two then. */
  private void requireMemory() {
    long entries = (long) stack.size() + marks.size() + 2L * memo.size();
    MemoryBudget.require(BUDGET + 2L * Integer.BYTES * entries, place);
  }

  /** Instructions that push one value. */
  private boolean simple(int opcode) {
    switch (opcode) {
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'I', 'L' -> push(in.decimal());
      case 'J' -> push((long) in.signedInt());
      case 'K' -> push((long) in.unsignedByte());
      case 'M' -> push((long) in.unsignedShort());
      case 0x8a -> push(in.integer(in.length(1)));
      case 0x8b -> push(in.integer(in.length(4)));
      case 'F' -> push(in.decimalFraction());
      case 'G' -> push(in.bigEndianDouble());
      case 'S' -> push(in.quoted());
      case 'U', 'C' -> push(in.bytes(in.length(1)));
      case 'T', 'B' -> push(in.bytes(in.length(4)));
      case 0x8e, 0x96 -> push(in.bytes(in.length(8)));
      case 'V' -> push(in.escapedText());
      case 0x8c -> push(in.utf8(in.length(1)));
      case 'X' -> push(in.utf8(in.length(4)));
      case 0x8d -> push(in.utf8(in.length(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that move what is already there. */
  private boolean memory(int opcode) {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.unsignedByte());
      case 0x95 -> in.length(8);
      case '(' -> marks.add(stack.size());
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(peek());
      case 'p' -> remember(index(in.decimal()));
      case 'q' -> remember(in.unsignedByte());
      case 'r' -> remember(in.signedInt());
      case 0x94 -> remember(memo.size());
      case 'g' -> recall(index(in.decimal()));
      case 'h' -> recall(in.unsignedByte());
      case 'j' -> recall(in.signedInt());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that make or fill collections. */
  private boolean collection(int opcode) {
    switch (opcode) {
      case ']', 0x8f -> push(new PythonList());
      case '}' -> push(new LinkedHashMap<Object, @Nullable Object>());
      case ')' -> push(List.of());
      case 't' -> push(Collections.unmodifiableList(popToMark()));
      case 0x85 -> push(tuple(1));
      case 0x86 -> push(tuple(2));
      case 0x87 -> push(tuple(3));
      case 'l', 0x91 -> {
        PythonList list = new PythonList();
        fill(list, popToMark());
        push(list);
      }
      case 'd' -> {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        fill(map, popToMark());
        push(map);
      }
      case 'a' -> {
        List<@Nullable Object> item = tuple(1);
        fill(peekList(), item);
      }
      case 'e', 0x90 -> {
        List<@Nullable Object> items = popToMark();
        fill(peekList(), items);
      }
      case 's' -> {
        List<@Nullable Object> entry = tuple(2);
        fill(peekMap(), entry);
      }
      case 'u' -> {
        List<@Nullable Object> entries = popToMark();
        fill(peekMap(), entries);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that would make objects: a fixed list of harmless ones is understood. */
  private boolean object(int opcode) {
    switch (opcode) {
      case 'c' -> {
        String module = in.line();
        push(objects.global(module, in.line()));
      }
      case 0x93 -> {
        List<@Nullable Object> names = tuple(2);
        push(objects.global(objects.text(names.get(0)), objects.text(names.get(1))));
      }
      case 'R', 0x81 -> {
        List<@Nullable Object> call = tuple(2);
        push(objects.call(call.get(0), call.get(1)));
      }
      case 'P' -> push(objects.persistent(in.line()));
      case 'Q' -> push(objects.persistent(pop()));
      case 'b' -> {
        Object state = pop();
        Object unfinished = pop();
        Object finished = objects.build(unfinished, state);
        push(finished);
        if (finished != unfinished) {
          replace(unfinished, finished);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void fill(PythonList list, List<@Nullable Object> items) {
    for (Object item : items) {
      list.add(objects.requirePlain(item));
    }
  }

  private void fill(Map<Object, @Nullable Object> map, List<@Nullable Object> entries) {
    if (entries.size() % 2 != 0) {
      throw in.damaged("a dictionary must be made of pairs", entries.size() + " objects");
    }
    for (int i = 0; i < entries.size(); i += 2) {
      map.put(objects.key(entries.get(i)), objects.requirePlain(entries.get(i + 1)));
    }
  }

  private void requireProtocol(int protocol) {
    if (protocol > HIGHEST_PROTOCOL) {
      throw in.damaged("the protocol must be at most 5", Integer.toString(protocol));
    }
  }

  private void push(@Nullable Object value) {
    stack.add(value);
  }

  private int base() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private @Nullable Object pop() {
    peek();
    return stack.remove(stack.size() - 1);
  }

  private @Nullable Object peek() {
    if (stack.size() <= base()) {
      throw in.damaged("an instruction must find its operands", "an empty stack");
    }
    return stack.get(stack.size() - 1);
  }

  private PythonList peekList() {
    if (peek() instanceof PythonList list) {
      return list;
    }
    throw in.damaged("items must be added to a list", "another object");
  }

  @SuppressWarnings("unchecked") // only this class makes maps
  private Map<Object, @Nullable Object> peekMap() {
    if (peek() instanceof Map<?, ?> map) {
      return (Map<Object, @Nullable Object>) map;
    }
    throw in.damaged("entries must be added to a dictionary", "another object");
  }

  private List<@Nullable Object> tuple(int size) {
    List<@Nullable Object> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(pop());
    }
    Collections.reverse(items);
    return Collections.unmodifiableList(items);
  }

  private List<@Nullable Object> popToMark() {
    if (marks.isEmpty()) {
      throw in.damaged("an instruction must find its mark", "none");
    }
    int mark = marks.remove(marks.size() - 1);
    List<@Nullable Object> top = stack.subList(mark, stack.size());
    List<@Nullable Object> items = new ArrayList<>(top);
    top.clear();
    return items;
  }

  private int index(Object decimal) {
    if (decimal instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw in.damaged("an index must be a whole number", PickleInput.excerpt(decimal.toString()));
  }

  private void remember(int index) {
    Object value = peek();
    memo.put(index, value);
    if (objects.isUnfinished(value)) {
      unfinishedAt.computeIfAbsent(value, one -> new ArrayList<>()).add(index);
    }
  }

  /** An array stands in the memory before its content is known. */
  private void replace(@Nullable Object unfinished, Object finished) {
    List<Integer> indices = unfinishedAt.remove(unfinished);
    if (indices != null) {
      indices.forEach(index -> memo.replace(index, unfinished, finished));
    }
  }

  private void recall(int index) {
    if (!memo.containsKey(index)) {
      throw in.damaged("an index must have been remembered", Integer.toString(index));
    }
    push(memo.get(index));
  }
}
