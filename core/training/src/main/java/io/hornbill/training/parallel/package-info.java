/** Several processes that compute together: how they find each other and add up their numbers. */
@NullMarked
package io.hornbill.training.parallel;

import org.jspecify.annotations.NullMarked;
