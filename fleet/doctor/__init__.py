"""What must hold across all databases: looked at, said in sentences, and mended where that is safe."""
