"""The parts that every page is made of: numbers that speak, tables, pictures, the frame and the drawer."""
