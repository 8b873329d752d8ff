using Weft.Frontend.Dsl.Build;

// weft-build DIRECTORY LIST: compiles the files that a list names, one a line, into a directory.
if (args is not [var directory, var list]) return 2;
return new ProjectFiles(directory, Console.Out).Compile(File.ReadAllLines(list)) ? 0 : 1;
