package dev.multilayercache.surroundings.web;

/**
 * The application's own value, large enough to be missed where it is kept.
 *
 * @param load how many bodies had run when it was made, this one among them
 */
public record Page(Article article, int load, String text) {}
