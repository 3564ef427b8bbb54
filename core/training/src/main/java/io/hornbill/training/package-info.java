/** The training loop: fitting, evaluating and predicting in batches. */
@NullMarked
package io.hornbill.training;

import org.jspecify.annotations.NullMarked;
