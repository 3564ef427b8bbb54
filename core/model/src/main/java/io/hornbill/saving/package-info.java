/**
 * Files of models and weights: reading and writing them safely, whatever is in them, and replacing
 * them in one step.
 */
@NullMarked
package io.hornbill.saving;

import org.jspecify.annotations.NullMarked;
