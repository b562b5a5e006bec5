"""The goals of the National Cancer Plan as versioned definitions, and the tags that point at them."""
