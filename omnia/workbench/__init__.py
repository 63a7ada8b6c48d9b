"""What documents are built with: sections as forms, changes of structure, pictures. Who loads and saves, it does not know."""
