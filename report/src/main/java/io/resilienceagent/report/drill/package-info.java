/**
 * What came of a drill: kept as a JSON file for each scenario, and made into findings from these files alone. Measuring is the
 * command line's, telling the pages'.
 */
package io.resilienceagent.report.drill;
