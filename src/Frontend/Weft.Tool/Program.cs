using Weft.Tool;

return (int)Commands.Run(ToolContext.OfProcess(), args);
