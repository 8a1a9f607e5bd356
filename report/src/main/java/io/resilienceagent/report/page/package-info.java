/** From stories and findings to pages: HTML with pictures that need nothing from elsewhere, Markdown, JSON. */
package io.resilienceagent.report.page;
