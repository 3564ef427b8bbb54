package io.hornbill.docs;

import io.hornbill.Libraries;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a class' Javadoc says of it, formulas included, as Markdown. */
final class Described {
  private static final Map<String, String> SOURCES = new HashMap<>();
  private static final Pattern LINK =
      Pattern.compile("\\{@link(?:plain)?\\s#?([^}\\s]+)(?:\\s([^}]+))?\\}");
  private static final Pattern SEE =
      Pattern.compile("@see <a\\s+href=\"([^\"]+)\">([^<]+)</a>", Pattern.DOTALL);

  private Described() {}

  static String of(Class<?> type) {
    if (SOURCES.isEmpty()) {
      SOURCES.putAll(Libraries.texts());
    }
    String source = SOURCES.get(type.getName().replace('.', '/') + ".java");
    if (source == null) {
      return "";
    }
    int declared =
        source.indexOf(
            " " + type.getSimpleName(),
            source.indexOf("\npublic ") < 0
                ? source.indexOf("class ")
                : source.indexOf("\npublic "));
    int begin = source.lastIndexOf("/**", declared);
    int end = source.indexOf("*/", begin);
    return begin < 0 ? "" : markdown(source.substring(begin + 3, end));
  }

  static String markdown(String comment) {
    String text = comment.replaceAll("(?m)^ *\\* ?", "").strip();
    StringBuilder sources = new StringBuilder();
    Matcher see = SEE.matcher(text);
    while (see.find()) {
      sources.append(
          "\nSource: [%s](%s).\n".formatted(see.group(2).replaceAll("\\s+", " "), see.group(1)));
    }
    text = text.replaceFirst("(?s)(^|\n)@(see|param|return|throws).*", "");
    // Examples are in the Javadoc; the page has formulas.
    text = text.replaceAll("(?s)<pre>\\{@code(?=[^}]*;).*?\\}</pre>", "");
    text = text.replaceAll("(?s)<pre>\\{@code\\s?(.*?)\\}</pre>", "\n```text\n$1\n```\n");
    text = text.replaceAll("(?s)<pre>(.*?)</pre>", "\n```text\n$1\n```\n");
    text = text.replaceAll("(?s)<table.*?</table>", "");
    text =
        LINK.matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        "`"
                            + (m.group(2) == null ? m.group(1).replace('#', '.') : m.group(2))
                            + "`"));
    text = text.replaceAll("(?s)\\{@(?:code|literal)\\s(.*?)\\}", "`$1`");
    text =
        text.replaceAll("<p>\\s*", "\n")
            .replaceAll("<ul>|</ul>|</li>", "")
            .replaceAll("\\s*<li>", "\n- ");
    text = text.replaceAll("<a\\s+href=\"([^\"]+)\">([^<]*)</a>", "[$2]($1)");
    text = text.replaceAll("</?(?:em|b|i|sub|sup|blockquote|dl|dt|dd)>", "");
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    text =
        text.replaceAll("\\s*(?:For e|E)xample:(?=\\s*$)", "")
            .replaceAll("\n\n+```", "\n```")
            .replace("\n```text", "\n\n```text");
    return text.replaceAll("\n{3,}", "\n\n").strip() + "\n" + sources;
  }
}
