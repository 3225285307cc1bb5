"""Pictures with the same facts in words beside them."""
