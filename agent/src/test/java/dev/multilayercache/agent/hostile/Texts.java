package dev.multilayercache.agent.hostile;

import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.hostile.Target.Outcome;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Patterns and keys that somebody has typed, and arguments that somebody has chosen. */
final class Texts {
  private static final int MOST_BYTES_OF_A_KEY = 512;

  private static final List<String> KEYS =
      List.of(
          "",
          "product:42",
          "user:*:1",
          "xaxbxcx",
          "user:7a",
          "zzz",
          "a".repeat(512),
          "\uD83D\uDE00*?\uDC00");

  private static final List<KeyShape> SHAPES =
      List.of(
          shape("product:{0}", long.class),
          shape("{0}:{1}", String.class, int.class),
          shape("{0}", String.class),
          shape("{0}", Object.class),
          shape("{0}/{1}/{2}", Object.class, Object.class, Object.class),
          shape("fixed"));

  private Texts() {}

  static Target patterns(int inputs) {
    return new Target(
        "patterns",
        inputs,
        bytes("product:*", "u?er:\\*:*", "*a*b*c*", "re:user:\\d+(a|b)*", "re:[^a-c]{2,9}?\\pL"),
        bytes(
            "*a".repeat(128),
            "re:" + "(".repeat(250),
            "re:(a*)*(a*)*(a*)*b",
            "re:((((a{1000}){1000}){1000}){1000})",
            "re:(((((x{9}){9}){9}){9}){9})",
            "re:\\pL{1000}",
            "re:[\\x{0}-\\x{10FFFF}]{1000}",
            "re:(?i)" + "\u212A".repeat(200),
            "re:\\C*\\Q",
            "re:(?P<a>.)(?P<a>.)"),
        Texts::match);
  }

  private static Outcome match(byte[] input) {
    KeyPattern pattern;
    try {
      pattern = KeyPattern.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      return Outcome.REFUSAL;
    }
    boolean found = false;
    for (String key : KEYS) {
      found |= pattern.matches(key);
    }
    return found ? Outcome.ANSWER : Outcome.MISS;
  }

  /** A text that is taken for a key is exactly that key again. */
  static Target keys(int inputs) {
    return new Target(
        "texts of keys",
        inputs,
        bytes(
            "product:42",
            "a\\:b:7",
            "[String(a),Long(1)]/null()/{a=b}",
            "fixed",
            "",
            "\\@a.B:1",
            "a".repeat(64) + "#" + "0".repeat(64)),
        bytes("\\", "\\@a.B", "product:\\"),
        Texts::parse);
  }

  private static Outcome parse(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    boolean found = false;
    for (KeyShape shape : SHAPES) {
      Object local = shape.parse(text);
      if (local != null && !KeyShape.canonical(local).equals(text)) {
        throw new AssertionError("a text was taken for another key");
      }
      found |= local != null;
    }
    return found ? Outcome.ANSWER : Outcome.MISS;
  }

  /** An argument is refused or makes a key of bounded length. */
  static Target arguments(int inputs) {
    return new Target(
        "arguments of keys",
        inputs,
        bytes("plain", "d:b\\c(d)[e],{f}=g", "\uD83D\uDE00", "12345678901234567890"),
        List.of(),
        Texts::encode);
  }

  private static Outcome encode(byte[] input) throws Throwable {
    int kind = input.length == 0 ? 0 : input[0] & 0xFF;
    try {
      Object argument = argument(kind, new String(input, StandardCharsets.UTF_16));
      Object local = SHAPES.get(3).localKey().invokeWithArguments(argument);
      String key = KeyShape.canonical(local);
      if (key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_A_KEY) {
        throw new AssertionError("a key of " + key.length() + " characters");
      }
      return Outcome.ANSWER;
    } catch (KeyException refused) {
      return Outcome.REFUSAL;
    }
  }

  private static Object argument(int kind, String text) {
    return switch (kind % 10) {
      case 0 -> text;
      case 1 -> List.of(text, text);
      case 2 -> Map.of(text, List.of(text));
      case 3 -> new Object[] {text, null, text.length()};
      case 4 -> Optional.of(Arrays.asList(null, text));
      case 5 -> text.toCharArray();
      case 6 -> nested(text);
      case 7 -> endless();
      case 8 -> new StringBuilder(text);
      default -> Collections.nCopies(kind, text);
    };
  }

  private static Object nested(String text) {
    Object nested = text;
    for (int i = 0; i < text.length() % 100; i++) {
      nested = List.of(nested);
    }
    return nested;
  }

  private static Object endless() {
    List<Object> list = new ArrayList<>();
    Map<Object, Object> map = new HashMap<>();
    map.put("list", list);
    list.add(map);
    list.add(list);
    return list;
  }

  private static KeyShape shape(String template, Class<?>... parameterTypes) {
    return KeyShape.of(Template.parse(template), null, List.of(parameterTypes));
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
