/**
 * What every other module stands on: settings and their names, registries, checks, random numbers.
 */
@NullMarked
package io.hornbill.base;

import org.jspecify.annotations.NullMarked;
