package org.backplane.endpoint.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The login page, for web.xml with FORM authentication; the container shows it and processes the form.
 *
 * <p>It is shown at the address of any page, so its links begin with the context path. It does not tell whether the user or
 * the password of a failed login was wrong.
 */
@WebServlet({LoginPage.PATH, LoginPage.FAILED})
public final class LoginPage extends HttpServlet {

    static final String PATH = "/login";
    static final String FAILED = "/login-failed";

    private static final long serialVersionUID = 1L;

    private static final String FORM = """
            <form method="post" action="{base}/j_security_check">
              <label>User <input name="j_username" autocomplete="username" autocapitalize="off" spellcheck="false" required
                autofocus></label>
              <label>Password <input name="j_password" type="password" autocomplete="current-password" required></label>
              <p class="alert" role="alert">{alert}</p>
              <button>Log in</button>
            </form>
            """;

    /** For the container. */
    public LoginPage() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean failed = request.getServletPath().equals(FAILED);
        String alert = failed ? "User and password do not fit together." : "";
        new PlainPage("Log in", FORM.replace("{alert}", alert)).write(request, response);
    }

    /** Containers forward requests of any method to this page. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }
}
