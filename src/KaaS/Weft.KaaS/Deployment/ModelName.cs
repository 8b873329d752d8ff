namespace Weft.KaaS;

/// <summary>Which names models may have: safe in URLs, files and terminals.</summary>
public static class ModelName
{
    private const int MaxLength = 128;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
