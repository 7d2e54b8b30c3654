package dev.multilayercache.benchmark.hit.contender;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the report says of a peer. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Described {

  /** Its name in tables and pictures: plain text. */
  String title();

  /** How it is set up and called, in Markdown: a sentence without its first word, the title. */
  String setUp();
}
