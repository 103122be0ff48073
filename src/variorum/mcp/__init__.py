"""The tools that `variorum mcp` offers to language models."""
