/** What a format of models is, and the file that training goes on from. */
@NullMarked
package io.hornbill.saving.internal;

import org.jspecify.annotations.NullMarked;
