//! Where a participant stands in a programme: steps come in, and only those that follow are taken.
