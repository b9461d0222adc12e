package io.mortise.runtime.operation;

/** The items of all pages, up to a limit. */
final class ItemList {
  private final int limit;
  private final StringBuilder json = new StringBuilder("[");
  private int size;
  private int seen;

  ItemList(int limit) {
    this.limit = limit;
  }

  void add(JsonText page) {
    seen += page.size();
    for (int i = 0; i < page.size() && size < limit; i++, size++) {
      json.append(size == 0 ? "" : ",").append(page.item(i));
    }
  }

  /** The number of items on all pages, including those beyond the limit. */
  int seen() {
    return seen;
  }

  boolean isFull() {
    return size == limit;
  }

  /** Whether items were left out. */
  boolean isCut() {
    return seen > size;
  }

  /** Returns the items as one JSON list. */
  String json() {
    return json + "]";
  }
}
