/**
 * Finds many patterns in one pass (Aho and Corasick, 1975).
 *
 * <p>Front door: {@link io.mortise.runtime.mask.trie.Automaton}. A pattern never leaves as text.
 */
@NullMarked
package io.mortise.runtime.mask.trie;

import org.jspecify.annotations.NullMarked;
