//! Role rotation.
